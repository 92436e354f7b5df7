/** What the chart must know of one service: its port, which settings it reads, and whom it may call. */
export interface ServiceFacts {
  name:
    | 'capacity'
    | 'matching'
    | 'observatory'
    | 'child-followup'
    | 'perpetrator-hosting'
    | 'victim-support'
    | 'programmes'
    | 'gateway';
  port: number;
  /** Keeps aggregates in its own MongoDB database. */
  database: boolean;
  /** Other services that it calls over HTTP; only these may reach them. */
  calls: readonly ServiceFacts['name'][];
  /** Settings beside the common ones: name to a path in values.yaml, or to another service's URL. */
  settings: Readonly<Record<string, { value: string } | { urlOf: ServiceFacts['name'] } | { secret: string }>>;
}

/** The ring of master keys under which each person's own key is wrapped. */
const personalData = { PERSONAL_DATA_KEYS: { secret: 'personal-data-keys' } };

/** Every service of an installation. The development issuer is not here: production brings its own. */
export const services: readonly ServiceFacts[] = [
  { name: 'capacity', port: 4101, database: true, calls: [], settings: {} },
  {
    name: 'matching',
    port: 4102,
    database: true,
    calls: ['capacity'],
    settings: {
      CAPACITY_URL: { urlOf: 'capacity' },
      OIDC_CLIENT_ID: { value: 'oidc.servicesClientId' },
      OIDC_CLIENT_SECRET: { secret: 'services-client-secret' },
    },
  },
  { name: 'observatory', port: 4103, database: false, calls: [], settings: {} },
  { name: 'child-followup', port: 4104, database: true, calls: [], settings: personalData },
  { name: 'perpetrator-hosting', port: 4105, database: true, calls: [], settings: personalData },
  { name: 'victim-support', port: 4106, database: true, calls: [], settings: personalData },
  { name: 'programmes', port: 4107, database: true, calls: [], settings: personalData },
  {
    name: 'gateway',
    port: 4000,
    database: false,
    calls: [
      'capacity',
      'matching',
      'observatory',
      'child-followup',
      'perpetrator-hosting',
      'victim-support',
      'programmes',
    ],
    settings: {
      BASE_URL: { value: 'gateway.baseUrl' },
      CAPACITY_URL: { urlOf: 'capacity' },
      MATCHING_URL: { urlOf: 'matching' },
      OBSERVATORY_URL: { urlOf: 'observatory' },
      CHILD_FOLLOWUP_URL: { urlOf: 'child-followup' },
      PERPETRATOR_HOSTING_URL: { urlOf: 'perpetrator-hosting' },
      VICTIM_SUPPORT_URL: { urlOf: 'victim-support' },
      PROGRAMMES_URL: { urlOf: 'programmes' },
      OIDC_CLIENT_ID: { value: 'oidc.gatewayClientId' },
      OIDC_CLIENT_SECRET: { secret: 'gateway-client-secret' },
      SESSION_SECRET: { secret: 'session-secret' },
    },
  },
];
