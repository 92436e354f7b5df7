import { type End, isService, type NetworkPath, paths } from '../src/paths.js';
import { at, holds } from '../src/rendering.js';
import { services } from '../src/services.js';
import { installed } from '../src/write-chart.js';
import { render, type Resource } from './helm.js';
import { type Endpoint, mayReach } from './reachability.js';

const namespace = 'abri';
const block = (address: string) => [{ ipBlock: { cidr: `${address}/32` } }];
const edge = [{ namespaceSelector: { matchLabels: { edge: 'yes' } } }];
const seen = {
  telemetry: { endpoint: 'http://10.0.0.4:4318', egress: block('10.0.0.4') },
  monitoring: { enabled: true },
};
const known = {
  ...seen,
  oidc: { egress: block('10.0.0.3') },
  gateway: { from: edge },
  childFollowup: { virusScanner: { host: '10.0.0.5', egress: block('10.0.0.5') } },
};
const installations: Readonly<Record<string, object>> = {
  'Kafka and MongoDB outside': {
    ...known,
    kafka: { outside: { egress: block('10.0.0.1') } },
    mongodb: { outside: { egress: block('10.0.0.2') } },
  },
  'Kafka and MongoDB in the cluster': { ...known, kafka: { mode: 'strimzi' }, mongodb: { mode: 'operator' } },
  'nothing watched': {
    oidc: { egress: block('10.0.0.3') },
    gateway: { from: edge },
    kafka: { mode: 'strimzi' },
    mongodb: { outside: { egress: block('10.0.0.2') } },
  },
};

/** Everybody who might open a connection or be asked for one, as they are in one installation. */
function endpoints(resources: readonly Resource[], values: object): (Endpoint & { end?: End })[] {
  const inCluster = (mode: string, wanted: string) => at(values, `${mode}.mode`) === wanted;
  const ours = resources.flatMap(({ kind, spec }): (Endpoint & { end: End })[] => {
    if (kind !== 'Deployment' && kind !== 'Job') return [];
    const { labels } = (spec?.template as { metadata: { labels: Record<string, string> } }).metadata;
    const end = labels['app.kubernetes.io/name'] as End;
    return [{ end, name: end, namespace, labels }];
  });
  const elsewhere = (name: string, labels: Record<string, string>, namespaceLabels: Record<string, string>) => ({
    name,
    namespace: name,
    labels,
    namespaceLabels,
  });
  return [
    ...ours,
    {
      end: 'kafka',
      name: 'kafka',
      ...(inCluster('kafka', 'strimzi')
        ? { namespace, labels: { 'strimzi.io/cluster': 'one-kafka', 'strimzi.io/broker-role': 'true' } }
        : { address: '10.0.0.1' }),
    },
    {
      end: 'mongodb',
      name: 'mongodb',
      ...(inCluster('mongodb', 'operator')
        ? { namespace, labels: { app: 'one-mongodb-svc' } }
        : { address: '10.0.0.2' }),
    },
    { end: 'issuer', name: 'issuer', address: '10.0.0.3' },
    { end: 'collector', name: 'collector', address: '10.0.0.4' },
    { end: 'scanner', name: 'scanner', address: '10.0.0.5' },
    {
      end: 'dns',
      ...elsewhere('dns', { 'k8s-app': 'kube-dns' }, { 'kubernetes.io/metadata.name': 'kube-system' }),
    },
    { end: 'prometheus', ...elsewhere('prometheus', {}, { 'kubernetes.io/metadata.name': 'monitoring' }) },
    { end: 'anyone', ...elsewhere('edge', {}, { edge: 'yes' }) },
    elsewhere('stranger', { 'app.kubernetes.io/name': 'gateway' }, {}),
    // Another installation in the same namespace, and a pod that nobody has thought of yet.
    {
      name: 'gateway of another installation',
      namespace,
      labels: { 'app.kubernetes.io/name': 'gateway', 'app.kubernetes.io/instance': 'two' },
    },
    {
      name: 'newcomer',
      namespace,
      labels: { 'app.kubernetes.io/instance': 'one', 'app.kubernetes.io/part-of': 'abri' },
    },
    { name: 'some address', address: '198.51.100.7' },
  ];
}
const isOurs = ({ labels }: Endpoint) =>
  labels?.['app.kubernetes.io/instance'] === 'one' || labels?.app === 'one-mongodb-svc';

function reachability(values: object) {
  const whole = installed(values);
  const resources = render(values, { namespace });
  const policies = resources.filter(({ kind }) => kind === 'NetworkPolicy');
  const all = endpoints(resources, whole);
  const portOf = ({ port }: NetworkPath) => (typeof port === 'number' ? port : (at(whole, port.value) as number));
  const valid = paths.filter(({ when }) => !when || holds(when, whole));
  const ports = [...new Set([...valid.map(portOf), 22])];
  const meant = new Set<string>();
  const open = new Set<string>();
  for (const from of all) {
    for (const to of all) {
      // Who is neither end is not ours to judge; what leaves MongoDB's pods is left to its operator.
      if (from === to ? from.end !== 'mongodb' : !isOurs(from) && !isOurs(to)) continue;
      if (from.end === 'mongodb' && !isOurs(to)) continue;
      if (!isOurs(to) && from.end === 'mongodb') continue;
      for (const port of ports) {
        const way = `${from.name} -> ${to.name}:${port}`;
        const isMeant = (path: NetworkPath) => path.from === from.end && path.to === to.end && portOf(path) === port;
        if (valid.some(isMeant)) meant.add(way);
        if (mayReach(policies, namespace, { from, to, port, protocol: 'TCP' })) open.add(way);
      }
    }
  }
  return { meant: [...meant].sort(), open: [...open].sort() };
}

it.each(Object.entries(installations))('%s: exactly the paths of the table are open', (_, values) => {
  const { meant, open } = reachability(values);
  expect(meant.length).toBeGreaterThan(30);
  expect(open).toEqual(meant);
});

it('leaves the door to anybody where nobody is named, and opens no other', () => {
  const strangers = reachability({ kafka: { mode: 'strimzi' } }).open.filter((way) => way.startsWith('stranger'));
  expect(strangers).toEqual(['stranger -> gateway:4000']);
});

it('lets every service ask for names over UDP too', () => {
  const resources = render({}, { namespace });
  const policies = resources.filter(({ kind }) => kind === 'NetworkPolicy');
  const all = endpoints(resources, installed({}));
  const dns = all.find(({ end }) => end === 'dns');
  const asking = all.filter(({ end }) => end && isService(end));
  if (!dns) throw new Error('there is no dns');
  expect(asking).toHaveLength(services.length);
  for (const from of asking)
    expect(mayReach(policies, namespace, { from, to: dns, port: 53, protocol: 'UDP' })).toBe(true);
});

it('has a path between services exactly where one is given the address of another', () => {
  const given = services.flatMap(({ name, settings }) =>
    Object.values(settings).flatMap((setting) => ('urlOf' in setting ? [`${name} -> ${setting.urlOf}`] : [])),
  );
  const between = paths.filter(({ from, to }) => isService(from) && isService(to));
  expect(between.map(({ from, to }) => `${from} -> ${to}`).sort()).toEqual(given.sort());
});
