import type { Profiler } from 'node:inspector';

/** One box of a flame graph: a function under those that called it, with the processor time in and below it, in ms. */
export interface Frame {
  name: string;
  /** Whose code it is: a service or lib of Abri, a package, node itself. */
  owner: string;
  ms: number;
  selfMs: number;
  children: Frame[];
}

/** Time without work, and what the profiler itself does. */
const noWork = new Set(['(idle)', '(program)', '(root)']);

/** Reads what V8's profiler wrote (`--cpu-prof`) as one tree of frames; idle time is left out. */
export function framesOf(profile: Profiler.Profile): Frame {
  const self = new Map<number, number>();
  profile.samples?.forEach((id, at) => {
    const micros = Math.max(0, profile.timeDeltas?.[at] ?? 0);
    self.set(id, (self.get(id) ?? 0) + micros / 1_000);
  });
  const byId = new Map(profile.nodes.map((node) => [node.id, node]));
  const build = (node: Profiler.ProfileNode): Frame => {
    const merged = new Map<string, Frame>();
    for (const id of node.children ?? []) {
      const child = byId.get(id);
      if (!child || noWork.has(child.callFrame.functionName)) continue;
      const frame = build(child);
      const key = `${frame.name} ${frame.owner}`;
      const twin = merged.get(key);
      merged.set(key, twin ? joined(twin, frame) : frame);
    }
    const children = [...merged.values()].sort((a, b) => b.ms - a.ms);
    const selfMs = noWork.has(node.callFrame.functionName) ? 0 : (self.get(node.id) ?? 0);
    const ms = children.reduce((sum, child) => sum + child.ms, selfMs);
    return {
      name: node.callFrame.functionName || '(anonymous)',
      owner: ownerOf(node.callFrame.url),
      ms,
      selfMs,
      children,
    };
  };
  const [root] = profile.nodes;
  if (!root) throw new Error('the profile is empty');
  return { ...build(root), name: 'all', owner: '' };
}

function joined(a: Frame, b: Frame): Frame {
  const children = new Map(a.children.map((child) => [`${child.name} ${child.owner}`, child]));
  for (const child of b.children) {
    const key = `${child.name} ${child.owner}`;
    const twin = children.get(key);
    children.set(key, twin ? joined(twin, child) : child);
  }
  return {
    ...a,
    ms: a.ms + b.ms,
    selfMs: a.selfMs + b.selfMs,
    children: [...children.values()].sort((x, y) => y.ms - x.ms),
  };
}

/** `kafkajs` for a file of that package, `matching` for one of that service, `node` for node's own. */
export function ownerOf(url: string): string {
  const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
  if (inPackage) return inPackage;
  const own = /\/(?:services|libs)\/([^/]+)\/dist\//.exec(url)?.[1];
  return own ?? (url.startsWith('node:') ? 'node' : url === '' ? 'V8' : 'other');
}

/** Self time by owner over the whole tree, most first: ms. */
export function byOwner(root: Frame): [string, number][] {
  const sums = new Map<string, number>();
  const walk = (frame: Frame) => {
    if (frame.selfMs > 0) sums.set(frame.owner, (sums.get(frame.owner) ?? 0) + frame.selfMs);
    frame.children.forEach(walk);
  };
  walk(root);
  return [...sums].sort(([, a], [, b]) => b - a);
}
