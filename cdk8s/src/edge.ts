import { certificate } from './certificate.js';
import { metadataOf } from './labels.js';
import { nameOf, type Rendering } from './rendering.js';
import { factsOf } from './services.js';

const tlsSecretName = (on: Rendering) => on.valueOr('route.gateway.tlsSecretName', 'release-name', '-tls');

/** The way from the cluster's edge to the door, by the Gateway API. */
export function route(on: Rendering): object {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: metadataOf(on, 'gateway'),
    spec: {
      parentRefs: [
        ...on.itemsIf({ value: 'route.gateway.create' }, [{ name: nameOf(on, 'edge'), sectionName: 'https' }]),
        ...on.itemsOf('route.parentRefs'),
      ],
      hostnames: on.value('route.hostnames'),
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/' } }],
          backendRefs: [{ name: nameOf(on, 'gateway'), port: factsOf('gateway').port }],
          // A stream of live changes stays open as long as its page.
          timeouts: { request: '0s' },
        },
      ],
    },
  };
}

/** A Gateway of the installation's own, with TLS and nothing else. */
export function ownGateway(on: Rendering): object {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    metadata: metadataOf(on, 'edge'),
    spec: {
      gatewayClassName: on.value('route.gateway.className'),
      listeners: [
        {
          name: 'https',
          port: 443,
          protocol: 'HTTPS',
          tls: { mode: 'Terminate', certificateRefs: [{ name: tlsSecretName(on) }] },
          allowedRoutes: { namespaces: { from: 'Same' } },
        },
      ],
    },
  };
}

/** The door's certificate. */
export function doorCertificate(on: Rendering): object {
  return certificate(on, 'edge', { secretName: tlsSecretName(on), dnsNames: on.value('route.hostnames') });
}

/** The certificate of MongoDB's members, each by its own name in the cluster. */
export function mongodbCertificate(on: Rendering): object {
  return certificate(on, 'mongodb', {
    secretName: on.valueOr('mongodb.operator.tlsSecretName', 'release-name', '-mongodb-tls'),
    dnsNames: [on.text('*.', 'release-name', '-mongodb-svc.', { namespace: true }, '.svc.cluster.local')],
    usages: ['server auth', 'client auth'],
  });
}
