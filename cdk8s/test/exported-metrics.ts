import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { collectDefaultMetrics, Registry } from 'prom-client';

const root = path.join(__dirname, '..', '..');
const parts = { histogram: ['_bucket', '_sum', '_count'], gauge: [''], counter: [''] } as const;

const sources = ['libs', 'services'].flatMap((folder) =>
  readdirSync(path.join(root, folder)).flatMap((name) => {
    const src = path.join(root, folder, name, 'src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' });
    return files
      .filter((file) => /\.ts$/.test(file) && !/\.(test|it)\.ts$/.test(file))
      .map((file) => path.join(src, file));
  }),
);

/** Labels of every series that services export, by its name: as their code declares them, and those of every process. */
export async function exportedMetrics(): Promise<Map<string, Set<string>>> {
  const exported = new Map<string, Set<string>>();
  const add = (name: string, kind: keyof typeof parts, labels: readonly string[]) => {
    for (const part of parts[kind])
      exported.set(name + part, new Set(['service', ...labels, ...(part === '_bucket' ? ['le'] : [])]));
  };
  const declared =
    /(?:new (Gauge|Counter|Histogram)|(countedGauge))\([^{]*\{\s*name: '([a-z_]+)',(.*?)(?:registers:|count[:(]|collect\()/gs;
  for (const file of sources)
    for (const [, kind = 'gauge', , name = '', rest = ''] of readFileSync(file, 'utf8').matchAll(declared)) {
      const labels = /labelNames: \[([^\]]*)\]/.exec(rest)?.[1] ?? '';
      add(
        name,
        kind.toLowerCase() as keyof typeof parts,
        [...labels.matchAll(/'(\w+)'/g)].map(([, label = '']) => label),
      );
    }
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  for (const { name } of await process.getMetricsAsJSON()) add(name, 'gauge', []);
  return exported;
}
