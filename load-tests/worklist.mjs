// Measures the worklists of child-followup: `node load-tests/worklist.mjs [cases]`, with MONGODB_URI of a server to measure
// on. Fills a database of its own with six open tasks a case in ten teams, asks for pages, records the times, drops it.
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mongoose from 'mongoose';
import { mongoRows } from '../services/child-followup/dist/rows.js';

const count = Number(process.argv[2] ?? 100_000);
const uri = new URL(process.env.MONGODB_URI ?? 'mongodb://127.0.0.1:27117');
uri.pathname = `/worklist_${randomBytes(4).toString('hex')}`;
const connection = await mongoose.createConnection(uri.href).asPromise();
const rows = mongoRows(connection);
await Promise.all(Object.values(connection.models).map((model) => model.init()));

const start = Date.parse('2026-01-01T00:00:00.000Z');
const day = 86_400_000;
const at = (days) => new Date(start + days * day).toISOString();
const kinds = ['firstContact', 'psychologicalAssessment', 'schooling', 'health', 'safeParentMeeting', 'groupSession'];
let seed = 11;
const random = (below) => {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((below * seed) / 2 ** 32);
};
const from = Date.now();
for (let done = 0; done < count; done += 500) {
  const cases = [];
  const tasks = [];
  for (let number = done; number < Math.min(done + 500, count); number++) {
    const caseId = `case-${String(number).padStart(6, '0')}`;
    const common = { seq: 1, team: `team-${number % 10}`, danger: random(4) };
    const child = { sex: 'girl', ageYears: random(18) };
    cases.push({ _id: caseId, ...common, ...child, state: 'open', openedAt: at(random(300)), openTasks: 6 });
    for (const [index, kind] of kinds.entries()) {
      const assignee = random(3) === 0 ? null : `worker-${(number % 10) * 20 + random(20)}`;
      const dueAt = at(random(365));
      const row = { taskId: `t${index + 1}`, who: 'socialWorker', seenAt: null, alertedAt: null, ...child };
      const _id = `${caseId}.t${index + 1}`;
      tasks.push({ _id, caseId, ...common, kind, dueAt, assignee, alert: false, order: `${dueAt} ${_id}`, row });
    }
  }
  await connection.collection('caseRows').insertMany(cases);
  await connection.collection('taskRows').insertMany(tasks);
}
console.log(`${count} cases with ${count * kinds.length} open tasks in ${Math.round((Date.now() - from) / 1_000)} s`);

const percentile = (sorted, share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
const rounded = (ms) => Math.round(ms * 10) / 10;
async function measure(what, ask) {
  const times = [];
  for (let turn = 0; turn < 60; turn++) {
    const before = performance.now();
    await ask(turn);
    times.push(performance.now() - before);
  }
  times.sort((a, b) => a - b);
  const result = {
    what,
    pages: times.length,
    p50: rounded(percentile(times, 0.5)),
    p99: rounded(percentile(times, 0.99)),
  };
  console.log(result);
  return result;
}
const page = (scope, more = {}) => ({
  teams: ['team-3'],
  scope,
  worker: 'worker-65',
  kind: undefined,
  now: at(180),
  limit: 25,
  ...more,
});
const results = [
  await measure('first page of a team’s tasks', () => rows.worklist(page('team'))),
  await measure('first page of a worker’s tasks', () => rows.worklist(page('mine'))),
  await measure('first page of a team’s tasks of one kind', () => rows.worklist(page('team', { kind: 'health' }))),
  await measure('first page of what nobody has taken', () => rows.worklist(page('unassigned'))),
];
let cursor;
results.push(
  await measure('page after page of a team’s tasks', async () => {
    cursor = (await rows.worklist(page('team', { cursor }))).next ?? undefined;
  }),
);
const cpus = os.cpus();
const record = {
  at: new Date().toISOString(),
  cases: count,
  openTasks: count * kinds.length,
  unit: 'milliseconds a page of 25, from the service’s call to its rows',
  machine: `${cpus.length} × ${cpus[0]?.model}`,
  results,
};
const file = path.join(path.dirname(fileURLToPath(import.meta.url)), 'results', 'worklist.json');
await writeFile(file, `${JSON.stringify(record, null, 2)}\n`);
console.log(`recorded in ${path.relative(process.cwd(), file)}`);
await connection.dropDatabase();
await connection.close();
