import { nameOf, type Rendering } from './rendering.js';
import { type ServiceName, valuesKey } from './services.js';

/** By what Kubernetes tells the parts of an installation apart. */
export const selectorOf = (on: Rendering, name: string) => ({
  'app.kubernetes.io/name': name,
  'app.kubernetes.io/instance': on.text('release-name'),
});
/** The labels of everything that the chart makes. */
export const labelsOf = (on: Rendering, name: string) => ({
  ...selectorOf(on, name),
  'app.kubernetes.io/part-of': 'abri',
});
/** Name and labels of one part. `kept` leaves it there when the installation is removed, for what holds data. */
export const metadataOf = (on: Rendering, name: string, o: { kept?: boolean } = {}) => ({
  name: nameOf(on, name),
  labels: labelsOf(on, name),
  ...(o.kept ? { annotations: { 'helm.sh/resource-policy': 'keep' } } : {}),
});
/** The Secret that holds what one service must be given. */
export const secretNameOf = (on: Rendering, name: ServiceName): string =>
  on.valueOr(`${valuesKey(name)}.secretName`, 'release-name', `-${name}`);
