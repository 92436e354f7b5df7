import fc from 'fast-check';
import { createPartIndex } from './part-index.js';

const id = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const group = fc.constantFrom<string[]>('east', 'west');
const digests = fc.uniqueArray(fc.constantFrom('1', '2', '3', '4', '5'), { maxLength: 5 });
const change = fc.oneof({ weight: 4, arbitrary: fc.record({ put: id, group, digests }) }, fc.record({ remove: id }));

it('finds exactly those of the groups who have every digest now, page by page, as a plain list would', () => {
  fc.assert(
    fc.property(fc.array(change), digests, fc.uniqueArray(group), (changes, wanted, groups) => {
      fc.pre(wanted.length > 0);
      const index = createPartIndex();
      const plain = new Map<string, { group: string; digests: string[] }>();
      for (const one of changes) {
        if ('put' in one) {
          index.put(one.put, one.group, one.digests);
          plain.set(one.put, one);
        } else {
          index.remove(one.remove);
          plain.delete(one.remove);
        }
      }
      const expected = [...plain]
        .filter(([, entry]) => groups.includes(entry.group) && wanted.every((one) => entry.digests.includes(one)))
        .map(([known]) => known)
        .sort();
      const paged: string[] = [];
      for (let after: string | undefined; ;) {
        const page = index.find({ digests: wanted, groups, after, limit: 2 });
        paged.push(...page);
        if (page.length < 2) break;
        after = page.at(-1);
      }
      expect(paged).toEqual(expected);
      expect(index.size()).toBe(plain.size);
    }),
    { numRuns: 500 },
  );
});
