/** The services of an installation. The development issuer is not here: production brings its own. */
export const serviceNames = [
  'capacity',
  'matching',
  'observatory',
  'child-followup',
  'perpetrator-hosting',
  'victim-support',
  'programmes',
  'gateway',
] as const;
export type ServiceName = (typeof serviceNames)[number];

/**
 * A setting of a service: a value of the installation, a host and a port of it where there is a host, another service's address,
 * or a file of its secret.
 */
export type Setting =
  { value: string } | { hostOf: string; portOf: string } | { urlOf: ServiceName } | { secretKey: string };

/** What the chart must know of one service. Whom it calls is in `paths.ts`; its topics are in the contracts' `channels.ts`. */
export interface ServiceFacts {
  name: ServiceName;
  port: number;
  /** Its own MongoDB database: its aggregates, or what spares it to read its topics whole. */
  database?: string;
  /** Settings beside the common ones. A `secretKey` is given as the path of a file. */
  settings: Readonly<Record<string, Setting>>;
}

/** Who a service is when it calls another in its own name. */
const serviceClient = {
  OIDC_CLIENT_ID: { value: 'oidc.servicesClientId' },
  OIDC_CLIENT_SECRET_FILE: { secretKey: 'oidc-client-secret' },
};
/** The ring of master keys under which each person's own key is wrapped. */
const personalData = { PERSONAL_DATA_KEY_FILE: { secretKey: 'personal-data-keys' } };
/** The key with which a service signs its audit log: its own, so that none can sign for another. */
const audit = { AUDIT_KEY_FILE: { secretKey: 'audit-key' } };

export const services: readonly ServiceFacts[] = [
  { name: 'capacity', port: 4101, database: 'abri_capacity', settings: { ...personalData, ...audit } },
  {
    name: 'matching',
    port: 4102,
    database: 'abri_matching',
    settings: {
      CAPACITY_URL: { urlOf: 'capacity' },
      ...serviceClient,
      SAFETY_PAD_KEY_FILE: { secretKey: 'safety-pad-key' },
      ...audit,
    },
  },
  { name: 'observatory', port: 4103, database: 'abri_observatory', settings: {} },
  {
    name: 'child-followup',
    port: 4104,
    database: 'abri_child_followup',
    settings: {
      VIRUS_SCANNER: { hostOf: 'childFollowup.virusScanner.host', portOf: 'childFollowup.virusScanner.port' },
      ...personalData,
      ...audit,
    },
  },
  {
    name: 'perpetrator-hosting',
    port: 4105,
    database: 'abri_perpetrator_hosting',
    settings: { MATCHING_URL: { urlOf: 'matching' }, ...serviceClient, ...personalData, ...audit },
  },
  { name: 'victim-support', port: 4106, database: 'abri_victim_support', settings: { ...personalData, ...audit } },
  { name: 'programmes', port: 4107, database: 'abri_programmes', settings: { ...personalData, ...audit } },
  {
    name: 'gateway',
    port: 4000,
    settings: {
      BASE_URL: { value: 'gateway.baseUrl' },
      TRUSTED_PROXIES: { value: 'gateway.trustedProxies' },
      CAPACITY_URL: { urlOf: 'capacity' },
      MATCHING_URL: { urlOf: 'matching' },
      OBSERVATORY_URL: { urlOf: 'observatory' },
      CHILD_FOLLOWUP_URL: { urlOf: 'child-followup' },
      PERPETRATOR_HOSTING_URL: { urlOf: 'perpetrator-hosting' },
      VICTIM_SUPPORT_URL: { urlOf: 'victim-support' },
      PROGRAMMES_URL: { urlOf: 'programmes' },
      OIDC_CLIENT_ID: { value: 'oidc.gatewayClientId' },
      OIDC_CLIENT_SECRET_FILE: { secretKey: 'oidc-client-secret' },
      SESSION_SECRET_FILE: { secretKey: 'session-secret' },
    },
  },
];

/** The facts of one service. */
export function factsOf(name: ServiceName): ServiceFacts {
  const facts = services.find((service) => service.name === name);
  if (!facts) throw new Error(`there is no service ${name}`);
  return facts;
}

/** A service's own values lie under its name without hyphens, which a path in a template cannot have. */
export const valuesKey = (service: string): string =>
  service.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
