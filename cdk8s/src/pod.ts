import type { Rendering } from './rendering.js';

/** Where the files of a pod's secrets lie. */
export const secretsFolder = '/run/abri';
/** The user of every image, and its group. */
const userId = 10_001;

/** One file of a secret: where it comes from and what it is called under `secretsFolder`. */
export const secretFile = (name: string, key: string, path = key) => ({ secret: { name, items: [{ key, path }] } });

/** The spec of a pod as Pod Security `restricted` wants it: nobody special, nothing writable, no token, secrets as files. */
export function podSpec(
  on: Rendering,
  o: { serviceAccountName: string; secrets: unknown[]; container: object; more?: object },
) {
  return {
    serviceAccountName: o.serviceAccountName,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    ...on.entriesIf({ value: 'image.pullSecrets' }, { imagePullSecrets: on.value('image.pullSecrets') }),
    ...on.entriesIf({ value: 'scheduling.nodeSelector' }, { nodeSelector: on.value('scheduling.nodeSelector') }),
    ...on.entriesIf({ value: 'scheduling.tolerations' }, { tolerations: on.value('scheduling.tolerations') }),
    ...on.entriesIf(
      { value: 'scheduling.priorityClassName' },
      { priorityClassName: on.value('scheduling.priorityClassName') },
    ),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: userId,
      runAsGroup: userId,
      fsGroup: userId,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containers: [
      {
        imagePullPolicy: on.value('image.pullPolicy'),
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ['ALL'] },
        },
        volumeMounts: [{ name: 'secrets', mountPath: secretsFolder, readOnly: true }],
        ...o.container,
      },
    ],
    volumes: [{ name: 'secrets', projected: { defaultMode: 0o440, sources: o.secrets } }],
    ...o.more,
  };
}

/** The image of one target of the Dockerfile. */
export const imageOf = (on: Rendering, target: string): string =>
  on.text({ value: 'image.repository' }, `/${target}:`, { value: 'image.tag' });
