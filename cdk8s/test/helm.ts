import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

/** A resource as Kubernetes would get it. */
export interface Resource {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> };
  spec?: Record<string, unknown>;
}

const chart = path.join(__dirname, '..', '..', 'charts', 'abri');

/** Runs helm (HELM_PATH, else the one on the PATH) and gives what it printed. Throws with its complaint. */
export function helm(args: readonly string[]): string {
  const { status, stdout, stderr, error } = spawnSync(process.env.HELM_PATH ?? 'helm', args, {
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  if (error) throw new Error(`helm could not be run: ${error.message}. Set HELM_PATH.`);
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

/** `helm lint` with these values, every warning an error. */
export const lint = (values: object): string =>
  withValues(values, (file) => helm(['lint', '--strict', chart, '-f', file]));

const rendered = new Map<string, string>();
/** The YAML that helm would send to the cluster. */
export function renderText(values: object, o: { release?: string; namespace?: string } = {}): string {
  const key = JSON.stringify([values, o]);
  const where = ['--namespace', o.namespace ?? 'abri', '--kube-version', '1.34.0'];
  const text =
    rendered.get(key) ??
    withValues(values, (file) => helm(['template', o.release ?? 'one', chart, ...where, '-f', file]));
  rendered.set(key, text);
  return text;
}

/** The same as resources. */
export const render = (values: object, o: { release?: string; namespace?: string } = {}): Resource[] =>
  parseAllDocuments(renderText(values, o)).flatMap((document) => {
    const resource = document.toJS() as Resource | null;
    return resource ? [resource] : [];
  });

function withValues<T>(values: object, work: (file: string) => T): T {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'abri-helm-'));
  try {
    const file = path.join(folder, 'values.json');
    writeFileSync(file, JSON.stringify(values));
    return work(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
