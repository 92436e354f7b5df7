import { metadataOf } from './labels.js';
import type { Rendering } from './rendering.js';

/** A certificate that cert-manager gets and renews, with a new key each time. */
export const certificate = (on: Rendering, part: string, spec: object): object => ({
  apiVersion: 'cert-manager.io/v1',
  kind: 'Certificate',
  metadata: metadataOf(on, part),
  spec: { ...spec, privateKey: { rotationPolicy: 'Always' }, issuerRef: on.value('certManager.issuerRef') },
});
