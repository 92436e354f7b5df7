import path from 'node:path';

/** Which services are started together, in order: the issuer before those who trust it, the door last. */
export const waves = [
  ['dev-issuer'],
  ['capacity', 'matching', 'observatory', 'child-followup', 'victim-support', 'perpetrator-hosting', 'programmes'],
  ['gateway'],
];
export const serviceNames = waves.flat();
/** Where each service listens unless ABRI_<NAME>_PORT says otherwise. */
export const servicePorts = {
  gateway: 4000,
  'dev-issuer': 4100,
  capacity: 4101,
  matching: 4102,
  observatory: 4103,
  'child-followup': 4104,
  'perpetrator-hosting': 4105,
  'victim-support': 4106,
  programmes: 4107,
};
/** The environment variable that moves a service to another port, such as ABRI_DEV_ISSUER_PORT. */
export const portVariable = (name) => `ABRI_${name.toUpperCase().replaceAll('-', '_')}_PORT`;

/** Who a service is to the issuer when it calls another; OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are the gateway's, for people. */
const serviceClient = (env) =>
  env.ABRI_SERVICES_CLIENT_ID
    ? { OIDC_CLIENT_ID: env.ABRI_SERVICES_CLIENT_ID, OIDC_CLIENT_SECRET: env.ABRI_SERVICES_CLIENT_SECRET ?? '' }
    : { OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined };
/** The services that own a database, and its name. */
export const databases = {
  observatory: 'abri_observatory',
  capacity: 'abri_capacity',
  matching: 'abri_matching',
  'child-followup': 'abri_child_followup',
  'perpetrator-hosting': 'abri_perpetrator_hosting',
  'victim-support': 'abri_victim_support',
  programmes: 'abri_programmes',
};

const servers = new Set(['KAFKA_BROKERS', 'MONGODB_URI', 'OIDC_ISSUER', 'BASE_URL', 'HOST']);
/** An environment without anybody's servers: what fills a system with made-up people or houses has servers of its own, always. */
export const withoutServers = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !servers.has(name)));

/** The URI of one service's database. `isolate` keeps the databases of several systems on one server apart. */
export function serviceDatabase(mongoUri, name, isolate) {
  const uri = new URL(mongoUri);
  if (isolate) uri.pathname = `/${isolate}_${databases[name]}`;
  else if (uri.pathname === '' || uri.pathname === '/') uri.pathname = `/${databases[name]}`;
  return uri.href;
}

/**
 * What each service needs to run: its entry, its address, how it says that it is ready, and its whole environment.
 * `env` is passed on, so that every setting of a service can be given to `npm start`; addresses and ports are set here.
 */
export function serviceSettings({ root, ports, issuer, brokers, mongoUri, isolate, dataDir, env }) {
  const local = (name) => `http://127.0.0.1:${ports[name] ?? servicePorts[name]}`;
  const gateway = env.BASE_URL || local('gateway');
  const common = {
    ...env,
    // Only the gateway may be reached from outside, and only if HOST says so.
    HOST: '127.0.0.1',
    KAFKA_BROKERS: brokers,
    KAFKA_TOPIC_PREFIX: isolate ? `${isolate}.` : (env.KAFKA_TOPIC_PREFIX ?? ''),
    OIDC_ISSUER: issuer,
  };
  const kept = (file) => path.join(dataDir, file);
  const audited = (name) => ({ AUDIT_KEY_FILE: env.AUDIT_KEY_FILE || kept(`${name}/audit-key.pem`) });
  const own = {
    'dev-issuer': {
      ISSUER: issuer,
      GATEWAY_URLS: [...new Set([gateway, local('gateway')])].join(','),
      KEYS_FILE: kept('dev-issuer/keys.json'),
      STATE_FILE: kept('dev-issuer/state.json'),
    },
    capacity: {
      ...audited('capacity'),
      MONGODB_URI: serviceDatabase(mongoUri, 'capacity', isolate),
      PERSONAL_DATA_KEY_FILE: env.PERSONAL_DATA_KEY_FILE || kept('personal-data-keys.json'),
    },
    matching: {
      ...serviceClient(env),
      ...audited('matching'),
      MONGODB_URI: serviceDatabase(mongoUri, 'matching', isolate),
      CAPACITY_URL: local('capacity'),
      SAFETY_PAD_KEY_FILE: kept('matching/safety-pad-key'),
    },
    observatory: { MONGODB_URI: serviceDatabase(mongoUri, 'observatory', isolate) },
    'child-followup': {
      ...audited('child-followup'),
      MONGODB_URI: serviceDatabase(mongoUri, 'child-followup', isolate),
      PERSONAL_DATA_KEY_FILE: env.PERSONAL_DATA_KEY_FILE || kept('personal-data-keys.json'),
    },
    'perpetrator-hosting': {
      ...serviceClient(env),
      MATCHING_URL: local('matching'),
      ...audited('perpetrator-hosting'),
      MONGODB_URI: serviceDatabase(mongoUri, 'perpetrator-hosting', isolate),
      PERSONAL_DATA_KEY_FILE: env.PERSONAL_DATA_KEY_FILE || kept('personal-data-keys.json'),
    },
    'victim-support': {
      ...audited('victim-support'),
      MONGODB_URI: serviceDatabase(mongoUri, 'victim-support', isolate),
      PERSONAL_DATA_KEY_FILE: env.PERSONAL_DATA_KEY_FILE || kept('personal-data-keys.json'),
    },
    programmes: {
      ...audited('programmes'),
      MONGODB_URI: serviceDatabase(mongoUri, 'programmes', isolate),
      PERSONAL_DATA_KEY_FILE: env.PERSONAL_DATA_KEY_FILE || kept('personal-data-keys.json'),
    },
    gateway: {
      HOST: env.HOST || '127.0.0.1',
      BASE_URL: gateway,
      CAPACITY_URL: local('capacity'),
      MATCHING_URL: local('matching'),
      OBSERVATORY_URL: local('observatory'),
      CHILD_FOLLOWUP_URL: local('child-followup'),
      PERPETRATOR_HOSTING_URL: local('perpetrator-hosting'),
      VICTIM_SUPPORT_URL: local('victim-support'),
      PROGRAMMES_URL: local('programmes'),
      SESSION_SECRET_FILE: kept('gateway/session-secret'),
      WEB_DIR: env.WEB_DIR || path.join(root, 'services/web/dist'),
    },
  };
  return Object.fromEntries(
    serviceNames.map((name) => [
      name,
      {
        name,
        url: local(name),
        readyUrl: `${local(name)}/health/ready`,
        folder: path.join(root, 'services', name),
        entry: path.join(root, 'services', name, 'dist/main.js'),
        env: { ...common, ...own[name], PORT: String(ports[name]) },
      },
    ]),
  );
}
