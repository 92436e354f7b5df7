import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chartFiles } from './write-chart.js';

const folder = path.resolve(process.argv[2] ?? '../charts', 'abri');
rmSync(folder, { recursive: true, force: true });
for (const [name, text] of Object.entries(chartFiles())) {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
console.log(`wrote ${folder}`);
