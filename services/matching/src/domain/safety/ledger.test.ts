import { communes } from '@abri/geo/district';
import { seedShelters } from '@abri/geo/seed-shelters';
import fc from 'fast-check';
import { allOutside } from './circle.js';
import { answer, firstBudget, type Ledger, laterBudget, noQuestions, type Question } from './ledger.js';
import { leastWithHouse, partsOf } from './parts.js';

const withHouse = new Set(seedShelters.map(({ commune }) => commune));
const day = (days: number) => new Date(Date.parse('2026-03-02T09:00:00.000Z') + days * 86_400_000).toISOString();
const codes = communes.map(({ code }) => code);
const parts = partsOf(withHouse);
const base = { withHouse, parts, padKm: () => 2 };
const houseIn = (part: number): string => parts[part]?.find((code) => withHouse.has(code)) ?? '';

/** Asks about communes in turn, one a day from `from` on; gives the answers and the ledger after them. */
function ask(ledger: Ledger, place: string | null, asked: readonly string[], from = 0, more: Partial<Question> = {}) {
  let after = ledger;
  const answers = asked.map((commune, index) => {
    const answered = answer(after, { ...base, place, commune, now: day(from + index / 100), ...more });
    after = answered.ledger;
    return { safe: answered.safe, spent: answered.spent };
  });
  return { ledger: after, answers };
}
const spent = ({ answers }: ReturnType<typeof ask>) => answers.filter((one) => one.spent).length;

describe('the parts of the district', () => {
  it('hold every commune once, and each twenty communes and five with a house, wherever the houses are', () => {
    fc.assert(
      fc.property(fc.subarray(codes, { maxLength: 40 }), (chosen) => {
        const houses = new Set(chosen);
        const cut = partsOf(houses);
        if (chosen.length >= 5) expect(cut.flat().sort()).toEqual([...codes].sort());
        for (const part of cut) {
          expect(part.length).toBeGreaterThanOrEqual(20);
          expect(part.filter((code) => houses.has(code)).length).toBeGreaterThanOrEqual(5);
        }
      }),
      { numRuns: 25 },
    );
  });
  it('are three in the district as it is, and none where there are too few houses', () => {
    expect(parts).toHaveLength(3);
    expect(partsOf(new Set(codes.slice(0, leastWithHouse - 1)))).toEqual([]);
  });
});

describe('the questions about one case', () => {
  it('are answered by the whole part in which the household lives', () => {
    for (const part of parts)
      for (const commune of codes) {
        const houses = part.filter((code) => withHouse.has(code));
        for (const place of houses) {
          const { safe } = answer(noQuestions, { ...base, place, commune, now: day(0) });
          expect(safe).toBe(allOutside(houses, commune, 2));
        }
      }
  });
  it('get a yes somewhere, and never where the place itself lies in the circle', () => {
    const yes = codes.filter(
      (commune) => answer(noQuestions, { ...base, place: houseIn(0), commune, now: day(0) }).safe,
    );
    expect(yes.length).toBeGreaterThan(0);
    for (const commune of yes) expect(allOutside([houseIn(0)], commune, 0)).toBe(true);
  });
  it('get a no without a place, outside the district, and where too few houses are left in the part', () => {
    const no = { safe: false, spent: false };
    expect(ask(noQuestions, null, codes).answers).toEqual(codes.map(() => no));
    expect(ask(noQuestions, '75056', codes).answers).toEqual(codes.map(() => no));
    expect(ask(noQuestions, houseIn(0), ['75056']).answers).toEqual([no]);
    const closed = { withHouse: new Set([houseIn(0)]) };
    const { ledger } = ask(noQuestions, houseIn(0), codes.slice(0, 1));
    expect(ask(ledger, houseIn(0), codes, 1, closed).answers).toEqual(codes.map(() => no));
  });
  it('are three in thirty days and six in all, and a repeat costs nothing', () => {
    const first = ask(noQuestions, houseIn(0), codes.slice(0, 10));
    expect(first.answers.map((one) => one.spent)).toEqual(codes.slice(0, 10).map((_, i) => i >= firstBudget.inWindow));
    expect(spent(ask(first.ledger, houseIn(0), codes.slice(0, 3), 1))).toBe(0);
    const second = ask(first.ledger, houseIn(0), codes.slice(10, 20), 31);
    expect(spent(second)).toBe(7);
    const third = ask(second.ledger, houseIn(0), codes.slice(20, 30), 400);
    expect(spent(third)).toBe(10);
    expect(third.answers.some(({ safe }) => safe)).toBe(false);
  });
  it('begin anew with half the budget in another part, and not in another house of the same', () => {
    const first = ask(noQuestions, houseIn(0), codes.slice(0, 3)).ledger;
    const sameRest = parts[0]?.filter((code) => withHouse.has(code) && code !== houseIn(0)) ?? [];
    expect(spent(ask(first, sameRest[0] ?? '', codes.slice(3, 6)))).toBe(3);
    const moved = ask(first, houseIn(1), codes.slice(0, 6));
    expect(spent(moved)).toBe(6 - laterBudget.inWindow);
    expect(spent(ask(moved.ledger, houseIn(1), codes.slice(6, 12), 31))).toBe(
      6 - (laterBudget.ever - laterBudget.inWindow),
    );
    expect(spent(ask(moved.ledger, houseIn(0), codes.slice(3, 6), 1))).toBe(3);
  });
  it('keep to the parts of the first answer when houses open and close', () => {
    const { ledger } = ask(noQuestions, houseIn(0), codes.slice(0, 1));
    const more = new Set([...withHouse, ...codes.slice(0, 30)]);
    const opened = { withHouse: more, parts: partsOf(more) };
    expect(opened.parts).not.toEqual(parts);
    expect(ask(ledger, houseIn(0), codes.slice(1, 3), 1, opened).ledger.parts).toEqual(parts);
  });
});
