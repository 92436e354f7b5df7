import { spawnSync } from 'node:child_process';
import { services } from '../src/services.js';
import { render, renderText, type Resource } from './helm.js';
import { installations } from './installations.js';

interface Container {
  name: string;
  env: { name: string; value?: string; valueFrom?: unknown }[];
  securityContext: {
    allowPrivilegeEscalation?: boolean;
    readOnlyRootFilesystem?: boolean;
    privileged?: boolean;
    capabilities?: { drop?: string[]; add?: string[] };
  };
  resources: { requests?: Record<string, string>; limits?: Record<string, string> };
  volumeMounts: { name: string; mountPath: string; readOnly?: boolean }[];
  startupProbe?: unknown;
  readinessProbe?: { httpGet: { path: string } };
  livenessProbe?: { httpGet: { path: string } };
}
interface Pod {
  automountServiceAccountToken?: boolean;
  hostNetwork?: boolean;
  securityContext: { runAsNonRoot?: boolean; runAsUser?: number; seccompProfile?: { type: string } };
  containers: Container[];
  volumes: {
    name: string;
    projected?: { sources: { secret?: { items: { path: string }[] } }[] };
    hostPath?: unknown;
  }[];
}
const podsOf = (resources: readonly Resource[]) =>
  resources.flatMap(({ kind, metadata, spec }) =>
    kind === 'Deployment' || kind === 'Job'
      ? [{ kind, name: metadata.name, pod: (spec?.template as { spec: Pod }).spec }]
      : [],
  );

describe.each(Object.entries(installations))('%s', (_, values) => {
  const pods = podsOf(render(values));

  it('runs every pod as Pod Security "restricted" wants it, with nothing writable', () => {
    const wrong = pods.flatMap(({ name, pod }) => {
      const { securityContext: all } = pod;
      const isFine =
        pod.automountServiceAccountToken === false &&
        !pod.hostNetwork &&
        all.runAsNonRoot === true &&
        (all.runAsUser ?? 0) > 10_000 &&
        all.seccompProfile?.type === 'RuntimeDefault' &&
        pod.volumes.every(({ projected }) => projected !== undefined) &&
        pod.containers.every(
          ({ securityContext: own, volumeMounts }) =>
            own.allowPrivilegeEscalation === false &&
            own.readOnlyRootFilesystem === true &&
            own.privileged === undefined &&
            own.capabilities?.drop?.join() === 'ALL' &&
            own.capabilities.add === undefined &&
            volumeMounts.every(({ readOnly }) => readOnly === true),
        );
      return isFine ? [] : [name];
    });
    expect(pods.length).toBeGreaterThanOrEqual(services.length);
    expect(wrong).toEqual([]);
  });

  it('gives secrets as files alone, and mounts each file that a setting names', () => {
    for (const { pod } of pods) {
      for (const { env } of pod.containers) {
        expect(env.filter(({ valueFrom }) => valueFrom !== undefined)).toEqual([]);
        const files = pod.volumes.flatMap(({ projected }) =>
          (projected?.sources ?? []).flatMap(
            ({ secret }) => secret?.items.map(({ path }) => `/run/abri/${path}`) ?? [],
          ),
        );
        const named = env.flatMap(({ name, value }) => (name.endsWith('_FILE') && value ? [value] : []));
        expect(files.filter((file) => file !== '/run/abri/mongodb-ca.crt').sort()).toEqual(named.sort());
      }
    }
  });

  it('asks for a share of processor and memory, and has an end of its memory', () => {
    for (const { pod } of pods)
      for (const { resources } of pod.containers) {
        expect(Object.keys(resources.requests ?? {})).toEqual(expect.arrayContaining(['cpu', 'memory']));
        expect(Object.keys(resources.limits ?? {})).toContain('memory');
      }
  });

  it('watches every service: started, ready only when caught up, alive', () => {
    const watched = pods.filter(({ kind }) => kind === 'Deployment').flatMap(({ pod }) => pod.containers);
    expect(watched).toHaveLength(services.length);
    for (const { startupProbe, readinessProbe, livenessProbe } of watched) {
      expect(startupProbe).toBeDefined();
      expect(readinessProbe?.httpGet.path).toBe('/health/ready');
      expect(livenessProbe?.httpGet.path).toBe('/health/live');
    }
  });

  it('has nothing that kube-score finds critical', () => {
    // A limit of processor time slows a placement down while the machine is idle.
    const args = [
      'score',
      '--output-format',
      'ci',
      '--ignore-container-cpu-limit',
      ...leftOut.flatMap((test) => ['--ignore-test', test]),
      '-',
    ];
    const { stdout, error } = spawnSync(process.env.KUBE_SCORE_PATH ?? 'kube-score', args, {
      input: renderText(values),
      encoding: 'utf8',
    });
    if (error) throw new Error(`kube-score could not be run: ${error.message}. Set KUBE_SCORE_PATH.`);
    const lines = stdout.split('\n');
    expect(lines.filter((line) => line.startsWith('[OK]')).length).toBeGreaterThan(50);
    expect(lines.filter((line) => line.startsWith('[CRITICAL]'))).toEqual([]);
  });
});

/** What kube-score asks for and is not done, with the reason. */
const leftOut = [
  // A pod must be able to start anew while the registry is away: its tag is never written twice.
  'container-image-pull-policy',
];
