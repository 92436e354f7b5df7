import { chainHash, type ChainedEntry, firstBroken, firstHash } from './audit.js';

const chain = (count: number): ChainedEntry[] => {
  const entries: ChainedEntry[] = [];
  for (let number = 1; number <= count; number++) {
    const entry = { at: `2026-01-0${number}T00:00:00.000Z`, who: 'u1', action: 'addressRead', subject: 'tilleuls' };
    const previousHash = entries.at(-1)?.hash ?? firstHash;
    entries.push({ ...entry, number, previousHash, hash: chainHash(entry, number, previousHash) });
  }
  return entries;
};

it('finds a whole chain whole', () => expect(firstBroken(chain(4))).toBeNull());
it('sees a changed entry', () => {
  expect(firstBroken(chain(4).map((entry) => (entry.number === 2 ? { ...entry, who: 'u2' } : entry)))).toBe(2);
});
it('sees an entry taken out', () => expect(firstBroken(chain(4).filter(({ number }) => number !== 3))).toBe(3));
