// `npm run record`: writes down an example of everything that today's schemas allow on the topics, where nobody has yet.
// It only ever adds files: what is there was written by some version of Abri, and must be read for ever.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../install.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
await build({ root, folders: ['libs/contracts'] });
const { nextRecordings, recordings, recordingsFolder, sums } = await import('../../libs/contracts/dist/recordings.js');

const { added, sums: text } = nextRecordings(recordings(), sums());
for (const { file, lines } of added) {
  const where = path.join(recordingsFolder, file);
  await mkdir(path.dirname(where), { recursive: true });
  await writeFile(where, `${lines.join('\n')}\n`, { flag: 'wx' });
}
await writeFile(path.join(recordingsFolder, 'SHA256SUMS'), text);
console.log(added.length === 0 ? 'Everything was recorded already.' : added.map(({ file }) => `+ ${file}`).join('\n'));
