import { clusterName } from './kafka-access.js';
import { metadataOf, selectorOf } from './labels.js';
import { memberLabels } from './mongodb.js';
import { type End, isService, type NetworkPath, paths } from './paths.js';
import { type Condition, nameOf, type Rendering } from './rendering.js';

const apiVersion = 'networking.k8s.io/v1';
const kind = 'NetworkPolicy';

/** Every pod of this installation: nothing in, nothing out, unless another policy opens it. */
export function denyAll(on: Rendering): object {
  return {
    apiVersion,
    kind,
    metadata: metadataOf(on, 'deny-all'),
    spec: {
      podSelector: {
        matchLabels: { 'app.kubernetes.io/instance': on.text('release-name'), 'app.kubernetes.io/part-of': 'abri' },
      },
      policyTypes: ['Ingress', 'Egress'],
    },
  };
}

/** What one end may be reached by and may reach, from the table of paths. */
export function networkPolicy(on: Rendering, end: 'topics' | 'mongodb' | Exclude<End, 'anyone'>): object {
  const incoming = paths.filter(({ to }) => to === end);
  const outgoing = paths.filter(({ from }) => from === end);
  // The operator's own agents in MongoDB's pods reach the cluster's API: what goes out of them is not ours to close.
  const closesEgress = end !== 'mongodb';
  return {
    apiVersion,
    kind,
    metadata: { ...metadataOf(on, end), ...annotationsOf(end) },
    spec: {
      podSelector: { matchLabels: labelsOfEnd(on, end) },
      policyTypes: ['Ingress', ...(closesEgress ? ['Egress'] : [])],
      ...(incoming.length > 0 ? { ingress: rules(on, incoming, ({ from }) => ['from', peersOf(on, from)]) } : {}),
      ...(closesEgress ? { egress: rules(on, outgoing, ({ to, when }) => ['to', peersOf(on, to, when)]) } : {}),
    },
  };
}
/** The job runs before everything else of the chart: its way out must be there still earlier. */
const hook = {
  'helm.sh/hook': 'pre-install,pre-upgrade',
  'helm.sh/hook-weight': '-3',
  'helm.sh/hook-delete-policy': 'before-hook-creation',
};

const annotationsOf = (end: End) => {
  if (end === 'topics') return { annotations: hook };
  // The pods are the operator's: kube-score cannot see them.
  return end === 'mongodb' ? { annotations: { 'kube-score/ignore': 'networkpolicy-targets-pod' } } : {};
};

function rules(on: Rendering, ways: readonly NetworkPath[], side: (path: NetworkPath) => [string, unknown]): unknown[] {
  return ways.flatMap((path) => {
    const [key, peers] = side(path);
    const port = typeof path.port === 'number' ? path.port : on.value(path.port.value);
    const protocols = path.to === 'dns' ? ['UDP', 'TCP'] : ['TCP'];
    const rule = { ports: protocols.map((protocol) => ({ protocol, port })), ...peersEntry(on, key, peers) };
    return path.when ? on.itemsIf(path.when, [rule]) : [rule];
  });
}

type Peers = { list: unknown[] } | { value: string };
/** An empty list of peers means anybody, to Kubernetes as to `values.yaml`. */
const peersEntry = (on: Rendering, key: string, peers: unknown): object => {
  const given = peers as Peers;
  return 'list' in given ? { [key]: given.list } : { [key]: on.value(given.value) };
};

function peersOf(on: Rendering, end: End, when?: Condition): Peers {
  if (end === 'anyone') return { value: 'gateway.from' };
  if (end === 'dns') return { value: 'dns.peers' };
  if (end === 'issuer') return { value: 'oidc.egress' };
  if (end === 'collector') return { value: 'telemetry.egress' };
  if (end === 'scanner') return { value: 'childFollowup.virusScanner.egress' };
  if (end === 'prometheus') return { value: 'monitoring.from' };
  const isOutside = when && 'is' in when && when.is === 'outside';
  if (isOutside) return { value: `${end}.outside.egress` };
  return { list: [{ podSelector: { matchLabels: labelsOfEnd(on, end) } }] };
}

function labelsOfEnd(on: Rendering, end: End): Record<string, unknown> {
  if (isService(end) || end === 'topics') return selectorOf(on, end);
  if (end === 'mongodb') return memberLabels(on);
  if (end === 'kafka') return { 'strimzi.io/cluster': clusterName(on), 'strimzi.io/broker-role': 'true' };
  throw new Error(`${end} has no pods in ${nameOf(on, 'x')}`);
}
