import { services } from '../src/services.js';
import { render, type Resource } from './helm.js';
import { installations } from './installations.js';

interface Container {
  env: { name: string; value?: string }[];
  ports: { name: string }[];
  readinessProbe: { httpGet: { port: number; scheme?: string } };
}
interface Pod {
  containers: [Container];
  volumes: [{ projected: { sources: { secret: { name: string; items: { key: string; path: string }[] } }[] } }];
}
const podOf = (resources: readonly Resource[], name: string) => {
  const deployment = resources.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === name);
  const { containers, volumes } = (deployment?.spec?.template as { spec: Pod }).spec;
  return { container: containers[0], sources: volumes[0].projected.sources };
};
const isSecured = ({ env }: Container) => env.some(({ name }) => name === 'TLS_CERT_FILE');

describe.each(Object.entries(installations))('%s', (_, values) => {
  const resources = render(values, { release: 'one', namespace: 'abri' });
  const pods = new Map(services.map(({ name }) => [`one-${name}`, podOf(resources, `one-${name}`)]));

  it('calls each service as it wants to be called, and believes only its authority', () => {
    let calls = 0;
    for (const { container, sources } of pods.values())
      for (const { name, value = '' } of container.env) {
        if (!/^(CAPACITY|MATCHING|OBSERVATORY|[A-Z]+_(FOLLOWUP|HOSTING|SUPPORT)|PROGRAMMES)_URL$/.test(name)) continue;
        calls += 1;
        const { protocol, hostname } = new URL(value);
        const called = pods.get(hostname);
        if (!called) throw new Error(`nobody is called ${hostname}`);
        expect([hostname, protocol]).toEqual([hostname, isSecured(called.container) ? 'https:' : 'http:']);
        const believes = container.env.some((setting) => setting.name === 'SERVICES_CA_FILE');
        expect(believes).toBe(isSecured(called.container));
        const files = sources.flatMap(({ secret }) => secret.items.map(({ path }) => path));
        expect(files.includes('services-ca.crt')).toBe(believes);
      }
    expect(calls).toBe(9);
  });

  it('asks whether a service is well, and for its metrics, in the way that it speaks', () => {
    const ways = resources.flatMap(({ kind, spec }) =>
      kind === 'ServiceMonitor'
        ? (spec?.endpoints as { port: string; scheme?: string; tlsConfig?: { serverName: string } }[])
        : [],
    );
    for (const { container } of pods.values()) {
      const [{ name: port } = { name: '' }] = container.ports;
      expect(port).toBe(isSecured(container) ? 'https' : 'http');
      expect(container.readinessProbe.httpGet.scheme).toBe(isSecured(container) ? 'HTTPS' : undefined);
      const way = ways.find((one) => one.port === port);
      if (ways.length > 0)
        expect([way?.scheme ?? 'http', way?.tlsConfig?.serverName]).toEqual(
          isSecured(container) ? ['https', 'one-services'] : ['http', undefined],
        );
    }
  });

  it('has a certificate for each name by which a service is called, where cert-manager makes them', () => {
    const certificates = resources
      .filter(({ kind }) => kind === 'Certificate')
      .map(({ spec }) => spec as unknown as { secretName: string; dnsNames: string[] });
    const isManaged = certificates.some(({ dnsNames }) => dnsNames.includes('one-services'));
    expect(isManaged).toBe('certManager' in values);
    for (const [name, { sources }] of isManaged ? pods : []) {
      const secret = sources.find(({ secret: { items } }) => items.some(({ path }) => path === 'tls.crt'))?.secret.name;
      const names = certificates.find(({ secretName }) => secretName === secret)?.dnsNames;
      expect(names).toEqual([name, `${name}.abri.svc`, 'one-services']);
    }
  });
});

it('secures all services but the door by default, the door too where it is told to, and none where a mesh does it', () => {
  const secured = (values: object) => {
    const resources = render(values);
    return services.filter(({ name }) => isSecured(podOf(resources, `${releaseOf(resources)}-${name}`).container))
      .length;
  };
  const releaseOf = (resources: readonly Resource[]) =>
    resources.find(({ kind }) => kind === 'Deployment')?.metadata.name.replace(/-capacity$/, '') ?? '';
  expect(secured({})).toBe(services.length - 1);
  expect(secured({ serviceTls: { door: true } })).toBe(services.length);
  expect(secured({ serviceTls: { enabled: false, door: true } })).toBe(0);
});
