import { certificate } from './certificate.js';
import { secretFile, secretsFolder } from './pod.js';
import { nameOf, type Condition, type Rendering } from './rendering.js';
import { type ServiceFacts, type ServiceName, services, valuesKey } from './services.js';

/** Whether services speak TLS to each other. */
export const betweenServices: Condition = { value: 'serviceTls.enabled' };
/** Whether a service shows a certificate: the door does where the cluster's edge speaks TLS to it. */
export const showsCertificate = (name: ServiceName): Condition =>
  name === 'gateway' ? { all: [betweenServices, { value: 'serviceTls.door' }] } : betweenServices;
/** A name that stands in the certificate of each service: under it Prometheus, which knows pods by their addresses, checks them. */
export const commonName = (on: Rendering): string => nameOf(on, 'services');

const authority = 'services-ca.crt';
const callsOthers = ({ settings }: ServiceFacts) => Object.values(settings).some((setting) => 'urlOf' in setting);

/** The Secret with a service's certificate and the authority of all. */
export const tlsSecretNameOf = (on: Rendering, name: ServiceName): string =>
  on.valueOr(`${valuesKey(name)}.tlsSecretName`, 'release-name', `-${name}-tls`);

/** How a service shows who it is, and whom it believes when it calls others. */
export function tlsEnvironment(on: Rendering, facts: ServiceFacts): unknown[] {
  return [
    ...on.itemsIf(showsCertificate(facts.name), [
      { name: 'TLS_CERT_FILE', value: `${secretsFolder}/tls.crt` },
      { name: 'TLS_KEY_FILE', value: `${secretsFolder}/tls.key` },
    ]),
    ...(callsOthers(facts)
      ? on.itemsIf(betweenServices, [{ name: 'SERVICES_CA_FILE', value: `${secretsFolder}/${authority}` }])
      : []),
  ];
}

/** The files that `tlsEnvironment` names. */
export function tlsSecrets(on: Rendering, facts: ServiceFacts): unknown[] {
  const secret = tlsSecretNameOf(on, facts.name);
  return [
    ...on.itemsIf(showsCertificate(facts.name), [secretFile(secret, 'tls.crt'), secretFile(secret, 'tls.key')]),
    ...(callsOthers(facts) ? on.itemsIf(betweenServices, [secretFile(secret, 'ca.crt', authority)]) : []),
  ];
}

/** The certificates of the services, by cert-manager, which renews them. */
export const serviceCertificates = (on: Rendering): object[] =>
  services.map(({ name }) =>
    certificate(on, name, {
      secretName: tlsSecretNameOf(on, name),
      dnsNames: [nameOf(on, name), on.text('release-name', `-${name}.`, { namespace: true }, '.svc'), commonName(on)],
      usages: ['server auth'],
    }),
  );
