import { BlockList } from 'node:net';
import type { Resource } from './helm.js';

type Labels = Readonly<Record<string, string>>;
/** Somebody on the network: a pod, or a machine outside the cluster (with an address and no labels). */
export interface Endpoint {
  name: string;
  namespace?: string;
  namespaceLabels?: Labels;
  labels?: Labels;
  address?: string;
}
interface Peer {
  podSelector?: { matchLabels?: Labels };
  namespaceSelector?: { matchLabels?: Labels };
  ipBlock?: { cidr: string };
}
interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { port: number; protocol: string }[];
}
interface Policy extends Resource {
  spec: {
    podSelector: { matchLabels?: Labels };
    policyTypes: ('Ingress' | 'Egress')[];
    ingress?: Rule[];
    egress?: Rule[];
  };
}

const has = (wanted: Labels | undefined, labels: Labels | undefined) =>
  Object.entries(wanted ?? {}).every(([key, value]) => labels?.[key] === value);

/**
 * Whether Kubernetes would let a connection through, by these policies alone: the sender's egress and the receiver's
 * ingress must both allow it, and a side that no policy selects allows everything. `namespace` is where the policies lie.
 */
export function mayReach(
  policies: readonly Resource[],
  namespace: string,
  way: { from: Endpoint; to: Endpoint; port: number; protocol: string },
): boolean {
  const side = (endpoint: Endpoint, type: 'Ingress' | 'Egress', other: Endpoint) => {
    const selecting = (policies as Policy[]).filter(
      ({ spec }) =>
        endpoint.namespace === namespace &&
        endpoint.labels !== undefined &&
        spec.policyTypes.includes(type) &&
        has(spec.podSelector.matchLabels, endpoint.labels),
    );
    if (selecting.length === 0) return true;
    const rules = selecting.flatMap(({ spec }) => (type === 'Ingress' ? spec.ingress : spec.egress) ?? []);
    return rules.some((rule) => {
      const peers = (type === 'Ingress' ? rule.from : rule.to) ?? [];
      const onPort = (rule.ports ?? []).some(({ port, protocol }) => port === way.port && protocol === way.protocol);
      return (onPort || !rule.ports) && (peers.length === 0 || peers.some((peer) => isPeer(peer, other, namespace)));
    });
  };
  return side(way.from, 'Egress', way.to) && side(way.to, 'Ingress', way.from);
}

function isPeer(peer: Peer, who: Endpoint, namespace: string): boolean {
  if (peer.ipBlock) {
    const [network = '', bits = '32'] = peer.ipBlock.cidr.split('/');
    const block = new BlockList();
    block.addSubnet(network, Number(bits));
    return who.address !== undefined && block.check(who.address);
  }
  if (who.labels === undefined) return false;
  const inNamespace = peer.namespaceSelector
    ? has(peer.namespaceSelector.matchLabels, who.namespaceLabels)
    : who.namespace === namespace;
  return inNamespace && has(peer.podSelector?.matchLabels, who.labels);
}
