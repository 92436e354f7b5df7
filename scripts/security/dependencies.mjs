// `npm run check:dependencies`: asks the registry whether what is shipped has known holes, and writes what is shipped as an SBOM
// (CycloneDX) to .abri/sbom.cdx.json. Ends with 0 when no hole is high or critical, 1 when one is, 2 when nobody answered.
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
const npm = (...args) => spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 28, timeout: 120_000 });

const sbom = npm('sbom', '--omit=dev', '--sbom-format=cyclonedx');
if (sbom.status === 0) {
  mkdirSync(path.join(root, '.abri'), { recursive: true });
  writeFileSync(path.join(root, '.abri/sbom.cdx.json'), sbom.stdout);
  console.log(`SBOM: ${JSON.parse(sbom.stdout).components.length} packages in .abri/sbom.cdx.json`);
} else console.log(`SBOM: not written (${sbom.stderr.trim().split('\n')[0]})`);

/** What npm said, or undefined where the registry gives no answer about holes. */
function holes() {
  try {
    return JSON.parse(npm('audit', '--omit=dev', '--json').stdout).metadata?.vulnerabilities;
  } catch {
    return undefined;
  }
}
const found = holes();
if (!found) {
  console.log('known holes: nobody answered. The registry in use has no audit; ask one that has.');
  process.exit(2);
}
console.log(
  `known holes: ${Object.entries(found)
    .map(([level, count]) => `${count} ${level}`)
    .join(', ')}`,
);
process.exit(found.high + found.critical > 0 ? 1 : 0);
