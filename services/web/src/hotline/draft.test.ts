import { RequestPlacement } from '@abri/contracts/matching-api';
import { dangerOrder, Equipment, Language } from '@abri/contracts/vocabulary';
import { communes } from '@abri/geo/district';
import fc from 'fast-check';
import { defaultInstrument } from '@abri/contracts/danger-instrument';
import { dangerOf, type Draft, emptyDraft, gapOf, isAdult, limits, toRequest } from './draft.js';
import { afterStep, type DraftStep } from './draft-steps.js';

const id = fc.integer({ min: 1, max: 12 });
const commune = fc.constantFrom(...communes.map(({ code }) => code));
const step: fc.Arbitrary<DraftStep> = fc.oneof(
  fc.record({ do: fc.constant('addPerson' as const), kind: fc.constantFrom('woman', 'man', 'girl', 'boy') }),
  fc.record({
    do: fc.constant('changePerson' as const),
    id,
    change: fc.record(
      { age: fc.option(fc.integer({ min: 0, max: 17 })), pregnant: fc.boolean() },
      { requiredKeys: [] },
    ),
  }),
  fc.record({ do: fc.constant('removePerson' as const), id }),
  fc.record({
    do: fc.constant('answer' as const),
    question: fc.constantFrom(...defaultInstrument.questions.map((question) => question.id)),
    answer: fc.constantFrom('yes', 'no', 'unknown', null),
  }),
  fc.constant({ do: 'addAvoided' as const }),
  fc.record({
    do: fc.constant('changeAvoided' as const),
    id,
    change: fc.record({ commune: fc.option(commune), radiusKm: fc.integer({ min: 0, max: 100 }) }),
  }),
  fc.record({ do: fc.constant('removeAvoided' as const), id }),
  fc.record({
    do: fc.constant('set' as const),
    change: fc.record(
      {
        judgement: fc.option(fc.constantFrom(...dangerOrder)),
        languages: fc.uniqueArray(fc.constantFrom(...Language.options), { maxLength: 5 }),
        equipment: fc.uniqueArray(fc.constantFrom(...Equipment.options), { maxLength: 4 }),
        pets: fc.integer({ min: 0, max: 10 }),
        stepFree: fc.boolean(),
        callerCommune: fc.option(commune),
        schoolCommune: fc.option(commune),
        minimumDistanceKm: fc.integer({ min: 0, max: 200 }),
        maximumDistanceKm: fc.option(fc.integer({ min: 1, max: 1000 })),
      },
      { requiredKeys: [] },
    ),
  }),
);
const draft = fc.array(step, { maxLength: 60 }).map((steps) => steps.reduce<Draft>(afterStep, emptyDraft));

it('becomes a request that the contract takes exactly when nothing is missing', () => {
  fc.assert(
    fc.property(draft, fc.constantFrom('assign', 'choose'), (typed, mode) => {
      const request = toRequest(typed, mode);
      expect(request === null).toBe(gapOf(typed) !== null);
      if (request) expect(RequestPlacement.parse(request)).toEqual(request);
    }),
    { numRuns: 500 },
  );
});

it('loses nobody on the way to the request', () => {
  fc.assert(
    fc.property(draft, (typed) => {
      const request = toRequest(typed, 'assign');
      if (!request) return;
      const { adults, children } = request.household;
      expect(adults.length).toBe(typed.people.filter(isAdult).length);
      expect(children.length).toBe(typed.people.length - adults.length);
      expect(children.map(({ ageYears }) => ageYears)).toEqual(
        typed.people.filter((person) => !isAdult(person)).map(({ age }) => age),
      );
    }),
  );
});

it('asks to add as an adult who is too old for a child', () => {
  const steps: DraftStep[] = [
    { do: 'addPerson', kind: 'woman' },
    { do: 'addPerson', kind: 'boy' },
    { do: 'changePerson', id: 2, change: { age: 18 } },
  ];
  const typed = steps.reduce<Draft>(afterStep, emptyDraft);
  expect(gapOf(typed)).toEqual({ gap: 'grownUp' });
  expect(toRequest(typed, 'assign')).toBeNull();
  expect(gapOf(afterStep(typed, { do: 'changePerson', id: 2, change: { age: 17 } }))).toBeNull();
});

it('sends a pregnancy of a woman only', () => {
  const kinds = ['woman', 'man'] as const;
  const both = kinds
    .flatMap((kind, n): DraftStep[] => [
      { do: 'addPerson', kind },
      { do: 'changePerson', id: n + 1, change: { pregnant: true } },
    ])
    .reduce<Draft>(afterStep, emptyDraft);
  expect(toRequest(both, 'assign')?.household.adults).toEqual([
    { sex: 'woman', pregnant: true },
    { sex: 'man', pregnant: false },
  ]);
});

it('sends every place to avoid that has a commune', () => {
  fc.assert(
    fc.property(draft, (typed) => {
      const sent = toRequest(typed, 'assign')?.surroundings.avoid;
      if (sent) expect(sent.map((place) => place.commune)).toEqual(typed.avoid.flatMap((place) => place.commune ?? []));
    }),
  );
});

it('never holds more people than a request may', () => {
  const many = Array.from({ length: 40 }, (_, n): DraftStep => ({
    do: 'addPerson',
    kind: n % 2 === 0 ? 'woman' : 'boy',
  })).reduce<Draft>(afterStep, emptyDraft);
  expect(many.people.filter(isAdult)).toHaveLength(limits.adults);
  expect(many.people).toHaveLength(limits.adults + limits.children);
});

it('answers the question about pregnancy when a woman is pregnant, unless it was answered', () => {
  const woman = afterStep(emptyDraft, { do: 'addPerson', kind: 'woman' });
  const pregnant: DraftStep = { do: 'changePerson', id: 1, change: { pregnant: true } };
  expect(afterStep(woman, pregnant).answers).toEqual({ pregnancy: 'yes' });
  const answered = afterStep(woman, { do: 'answer', question: 'pregnancy', answer: 'unknown' });
  expect(afterStep(answered, pregnant).answers).toEqual({ pregnancy: 'unknown' });
});

it('lets the worker’s judgement raise the level and never lower it', () => {
  fc.assert(
    fc.property(draft, fc.constantFrom(...dangerOrder), (typed, judgement) => {
      const level = (of: Draft) => dangerOrder.indexOf(dangerOf(of).level);
      const without = level({ ...typed, judgement: null });
      expect(level({ ...typed, judgement })).toBe(Math.max(without, dangerOrder.indexOf(judgement)));
    }),
  );
});
