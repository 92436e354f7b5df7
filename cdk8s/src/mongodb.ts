import { metadataOf, secretNameOf } from './labels.js';
import { secretFile, secretsFolder } from './pod.js';
import { nameOf, type Rendering } from './rendering.js';
import { factsOf, type ServiceFacts, type ServiceName, services } from './services.js';

const outside = { value: 'mongodb.mode', is: 'outside' } as const;
const operator = { value: 'mongodb.mode', is: 'operator' } as const;
const caFile = 'mongodb-ca.crt';

/** Where a service finds its database's URI, which holds its password. */
export const databaseEnvironment = () => [{ name: 'MONGODB_URI_FILE', value: `${secretsFolder}/mongodb-uri` }];

const tlsSecretName = (on: Rendering) => on.valueOr('mongodb.operator.tlsSecretName', 'release-name', '-mongodb-tls');
const uriSecretName = (on: Rendering, name: ServiceName) => nameOf(on, `mongodb-${name}-uri`);

/** The files by which a service reaches its database: the URI with its password, and the authority of the server. */
export function databaseSecrets(on: Rendering, name: ServiceName): unknown[] {
  return [
    ...on.itemsIf(outside, [secretFile(secretNameOf(on, name), 'mongodb-uri')]),
    ...on.itemsIf({ all: [outside, { value: 'mongodb.caSecretName' }] }, [
      secretFile(String(on.value('mongodb.caSecretName')), 'ca.crt', caFile),
    ]),
    ...on.itemsIf(operator, [
      secretFile(uriSecretName(on, name), 'connectionString.standard', 'mongodb-uri'),
      secretFile(tlsSecretName(on), 'ca.crt', caFile),
    ]),
  ];
}

/** The labels by which MongoDB's operator marks the members. */
export const memberLabels = (on: Rendering) => ({ app: on.text('release-name', '-mongodb-svc') });

/** A replica set by MongoDB's operator: TLS, passwords, and one user a service that may use its own database alone. */
export function mongodbCluster(on: Rendering): object {
  const storageClass = on.entriesIf(
    { value: 'mongodb.operator.storageClass' },
    { storageClassName: on.value('mongodb.operator.storageClass') },
  );
  return {
    apiVersion: 'mongodbcommunity.mongodb.com/v1',
    kind: 'MongoDBCommunity',
    metadata: metadataOf(on, 'mongodb', { kept: true }),
    spec: {
      type: 'ReplicaSet',
      members: on.value('mongodb.operator.members'),
      version: on.value('mongodb.operator.version'),
      security: {
        authentication: { modes: ['SCRAM'] },
        tls: {
          enabled: true,
          certificateKeySecretRef: { name: tlsSecretName(on) },
          caCertificateSecretRef: { name: tlsSecretName(on) },
        },
      },
      users: services.filter(({ database }) => database).map((facts) => user(on, facts)),
      statefulSet: {
        spec: {
          template: {
            spec: { containers: [{ name: 'mongod', resources: on.value('mongodb.operator.resources') }] },
          },
          volumeClaimTemplates: [
            {
              metadata: { name: 'data-volume' },
              spec: {
                accessModes: ['ReadWriteOnce'],
                ...storageClass,
                resources: { requests: { storage: on.value('mongodb.operator.storage') } },
              },
            },
          ],
        },
      },
    },
  };
}

function user(on: Rendering, { name, database }: ServiceFacts) {
  return {
    name,
    db: database,
    passwordSecretRef: { name: secretNameOf(on, name), key: 'mongodb-password' },
    roles: [{ name: 'readWrite', db: database }],
    scramCredentialsSecretName: nameOf(on, `mongodb-${name}`),
    connectionStringSecretName: uriSecretName(on, name),
    additionalConnectionStringConfig: { tlsCAFile: `${secretsFolder}/${caFile}`, authSource: database },
  };
}

/** The keys that must be in a service's Secret for its database, by mode. */
export const databaseSecretKey = (name: ServiceName, mode: 'outside' | 'operator') =>
  factsOf(name).database ? [mode === 'outside' ? 'mongodb-uri' : 'mongodb-password'] : [];
