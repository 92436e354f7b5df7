import { generateKeyPairSync } from 'node:crypto';
import * as fc from 'fast-check';
import type { AuditEntry, ChainedEntry } from './audit.js';
import { signed } from './audit-checkpoints.js';
import { verifyAudit } from './audit-verify.js';
import { anEntry, chained } from './test-audit.js';

const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const stranger = generateKeyPairSync('ed25519').privateKey;
const service = 'capacity';
const at = '2026-01-01T00:00:00.000Z';
const entriesOf = (count: number) => chained(Array.from({ length: count }, (_, index) => anEntry(index)));
const signOver = (chain: readonly ChainedEntry[], numbers: readonly number[], key = privateKey) =>
  numbers.flatMap((number) => {
    const entry = chain[number - 1];
    return entry ? [signed(key, { service, number, hash: entry.hash, at })] : [];
  });
const verify = (entries: readonly ChainedEntry[], checkpoints: readonly unknown[]) =>
  verifyAudit({ service, entries, checkpoints, keys: [publicKey] });

/** A log of some length, and after which of its entries it was signed, at least once. */
const history = fc.integer({ min: 1, max: 30 }).chain((count) =>
  fc.record({
    count: fc.constant(count),
    numbers: fc.uniqueArray(fc.integer({ min: 1, max: count }), { minLength: 1, maxLength: 4 }),
  }),
);
const without = <T>(list: readonly T[], index: number) => list.filter((_, at) => at !== index);
/** What somebody who may write the database does to a log. `place` is below its length; they may make all hashes anew. */
const tamperings: Record<string, (chain: readonly ChainedEntry[], place: number) => AuditEntry[]> = {
  'changes who did something': (chain, place) => chain.toSpliced(place, 1, { ...one(chain, place), who: 'somebody' }),
  'changes when it was': (chain, place) =>
    chain.toSpliced(place, 1, { ...one(chain, place), at: '2020-01-01T00:00:00.000Z' }),
  'changes what it was': (chain, place) => chain.toSpliced(place, 1, { ...one(chain, place), action: 'nothing' }),
  'changes whom it was about': (chain, place) => chain.toSpliced(place, 1, { ...one(chain, place), subject: 'x' }),
  'gives it another purpose': (chain, place) => chain.toSpliced(place, 1, { ...one(chain, place), purpose: 'good' }),
  'takes an entry out': without,
  'puts an entry in': (chain, place) => chain.toSpliced(place, 0, { ...one(chain, place), who: 'somebody' }),
  'cuts the end': (chain, place) => chain.slice(0, place),
};
const one = (chain: readonly ChainedEntry[], place: number): ChainedEntry => {
  const entry = chain[place];
  if (!entry) throw new Error(`the log has no entry ${place}`);
  return entry;
};
const bare = ({ at: when, who, action, subject, purpose }: AuditEntry): AuditEntry => ({
  at: when,
  who,
  action,
  subject,
  ...(purpose === undefined ? {} : { purpose }),
});

it('finds nothing in a log that is as it was written, signed as often as may be', () =>
  fc.assert(
    fc.asyncProperty(history, async ({ count, numbers }) => {
      const chain = entriesOf(count);
      const verdict = await verify(chain, signOver(chain, numbers));
      expect(verdict).toEqual({ findings: [], entries: count, signedUpTo: Math.max(...numbers) });
    }),
  ));

describe.each(Object.entries(tamperings))('somebody who %s', (_name, tamper) => {
  it('is found up to the last checkpoint, even with every hash made anew', () =>
    fc.assert(
      fc.asyncProperty(history, fc.nat(), async ({ count, numbers }, anywhere) => {
        const chain = entriesOf(count);
        const place = anywhere % Math.max(...numbers);
        const after = chained(tamper(chain, place).map(bare));
        expect((await verify(after, signOver(chain, numbers))).findings).not.toEqual([]);
      }),
    ));

  it('is found with the old hashes left as they are', () =>
    fc.assert(
      fc.asyncProperty(history, fc.nat(), async ({ count, numbers }, anywhere) => {
        const chain = entriesOf(count);
        const place = anywhere % Math.max(...numbers);
        const after = tamper(chain, place) as ChainedEntry[];
        expect((await verify(after, signOver(chain, numbers))).findings).not.toEqual([]);
      }),
    ));

  it('gains nothing by signing the new log with a key of their own', () =>
    fc.assert(
      fc.asyncProperty(history, fc.nat(), async ({ count, numbers }, anywhere) => {
        const chain = entriesOf(count);
        const after = chained(tamper(chain, anywhere % Math.max(...numbers)).map(bare));
        const own = signOver(after, [after.length], stranger);
        expect((await verify(after, [...signOver(chain, numbers), ...own])).findings).not.toEqual([]);
      }),
    ));
});

it('says where: what was changed, what is missing, from where it was cut', async () => {
  const chain = entriesOf(9);
  const checkpoints = signOver(chain, [4, 8]);
  const finds = async (entries: readonly ChainedEntry[]) => (await verify(entries, checkpoints)).findings;
  expect(await finds(chain.with(5, { ...one(chain, 5), who: 'x' }))).toEqual([{ finding: 'changed', number: 6 }]);
  expect(await finds(chain.toSpliced(4, 2))).toEqual([{ finding: 'gap', from: 5, upTo: 6 }]);
  expect(await finds(chain.slice(0, 6))).toEqual([{ finding: 'cut', from: 7, upTo: 8 }]);
  expect(await finds([])).toEqual([{ finding: 'cut', from: 1, upTo: 8 }]);
  expect(await finds(chained(chain.map((entry) => ({ ...bare(entry), who: 'x' }))))).toEqual([
    { finding: 'rewritten', number: 4 },
    { finding: 'rewritten', number: 8 },
  ]);
});

it('takes no checkpoint of another service, none that was changed, and none that it cannot read', async () => {
  const chain = entriesOf(3);
  const [genuine] = signOver(chain, [2]);
  if (!genuine) throw new Error('nothing was signed');
  const wrong = [
    signed(privateKey, { service: 'matching', number: 2, hash: genuine.hash, at }),
    { ...genuine, number: 1 },
    { ...genuine, at: '2026-01-02T00:00:00.000Z' },
    'rubbish',
  ];
  for (const checkpoint of wrong)
    expect((await verify(chain, [genuine, checkpoint])).findings).toMatchObject([{ finding: 'forgedCheckpoint' }]);
});

it('counts what an earlier key has signed, up to where the newest one has signed last', async () => {
  const chain = entriesOf(9);
  const keys = [publicKey, stranger];
  const finds = async (checkpoints: readonly unknown[]) =>
    (await verifyAudit({ service, entries: chain, checkpoints, keys })).findings;
  expect(await finds([...signOver(chain, [3, 5], stranger), ...signOver(chain, [5, 9])])).toEqual([]);
  // Replicas are given the new key one after the other.
  expect(await finds([...signOver(chain, [3, 7], stranger), ...signOver(chain, [5, 8])])).toEqual([]);
  expect(await finds([...signOver(chain, [3, 9], stranger), ...signOver(chain, [5])])).toEqual([
    { finding: 'forgedCheckpoint', number: 9 },
  ]);
  const anew = chained(chain.map((entry) => ({ ...bare(entry), who: 'x' })));
  expect(await finds([...signOver(anew, [4], stranger), ...signOver(chain, [9])])).toEqual([
    { finding: 'rewritten', number: 4 },
  ]);
});
