import { valuesKey } from './helm-value.js';
import { services } from './services.js';

/** values.yaml: what an installation may set, with defaults that say what is still missing. */
export const defaultValues = {
  image: { repository: 'abri', tag: '0.1.0', pullPolicy: 'IfNotPresent' },
  kafka: { brokers: 'kafka:9092', topicPrefix: '' },
  oidc: {
    issuer: 'https://issuer.example',
    audience: 'urn:abri',
    gatewayClientId: 'abri-gateway',
    servicesClientId: 'abri-services',
  },
  /** A Secret with mongodb-uri, services-client-secret, gateway-client-secret, session-secret and personal-data-keys. */
  secretName: 'abri-secrets',
  ...Object.fromEntries(
    services.map(({ name }) => [
      valuesKey(name),
      {
        replicas: 1,
        ...(name === 'gateway' ? { baseUrl: 'https://abri.example' } : {}),
        resources: { requests: { cpu: '100m', memory: '192Mi' }, limits: { memory: '384Mi' } },
      },
    ]),
  ),
};
