// A part of docs/performance.md that a measurement writes anew, between its own two marks.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';

const page = fileURLToPath(new URL('../docs/performance.md', import.meta.url));

/** Puts markdown in place of what stood in the section of this name. Throws when the page has no such section. */
export async function writeSection(name, markdown) {
  const text = readFileSync(page, 'utf8');
  const [begin, end] = [`<!-- ${name}: begin (written by its command; do not edit) -->`, `<!-- ${name}: end -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`docs/performance.md has no section ${name}`);
  const written = `${text.slice(0, from)}${begin}\n\n${markdown}\n\n${text.slice(to)}`;
  writeFileSync(page, await format(written, { ...(await resolveConfig(page)), filepath: page }));
}

/** A markdown table. */
export const table = (head, rows) =>
  [head, head.map((_, at) => (at === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
