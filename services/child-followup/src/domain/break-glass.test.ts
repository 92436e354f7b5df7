import { ChildFollowupEvent } from '@abri/contracts/child-followup-events';
import fc from 'fast-check';
import { accessesOf, breakGlassMinutes, rightToRead } from './break-glass.js';
import { caseAggregate } from './case-aggregate.js';
import type { CaseState } from './state.js';
import { apply, given, limits, type LooseCommand, opened, start } from './test-cases.js';

const minutes = (count: number): string => new Date(Date.parse(start) + count * 60_000).toISOString();
/** Workers of another team, of the child's own, and both; the system has no name. */
const people = ['night', 'night2', 'lead', 'w1'] as const;
const by = fc.constantFrom(...people);
const accessId = fc.constantFrom('a1', 'a2', 'a3', 'a4');
const loose = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('breakGlass' as const),
      accessId,
      reason: fc.constantFrom('childAlone' as const, 'missing' as const),
      by,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('reviewBreakGlass' as const),
      accessId,
      verdict: fc.constantFrom('justified' as const, 'notJustified' as const),
      noteId: fc.constant('n'),
      by,
    }),
  },
  fc.record({ do: fc.constant('addNote' as const), noteId: fc.constant('n'), under: accessId, by }),
  fc.constant({ do: 'offerHandOver' as const, handOverId: 'h', to: 'west' }),
  fc.constant({ do: 'acceptHandOver' as const, handOverId: 'h' }),
  fc.constant({ do: 'close' as const, reason: 'movedAway' as const, reviewAt: minutes(900_000) }),
  fc.constant({ do: 'erase' as const }),
  fc.constant({ do: 'joinInto' as const, into: 'other', carried: ['t1', 't2', 't3', 't4', 't5', 't6'] }),
);
/** Commands at minutes that never go back, each with what it did. */
const story = fc
  .array(fc.tuple(loose, fc.integer({ min: 0, max: 50 })), { maxLength: 30, size: 'max' })
  .map((steps) => {
    let minute = 0;
    let state = given(opened);
    return steps.map(([command, later]) => {
      const now = minutes((minute += later));
      const before = state;
      const { state: after, facts, refused } = apply(before, { ...command, now } as LooseCommand);
      state = after;
      return { command, minute, before, after, facts, refused };
    });
  });

it('gives nobody of another team more than its time, however often they ask', () => {
  fc.assert(
    fc.property(story, (steps) => {
      // Counted from the facts alone: who opened, and when.
      const openings = steps.flatMap(({ facts, minute }) =>
        facts.flatMap((fact) => (fact.type === 'BreakGlassOpened' ? [{ by: fact.data.by, minute }] : [])),
      );
      const state = steps.at(-1)?.after ?? given(opened);
      for (let minute = 0; minute <= (steps.at(-1)?.minute ?? 0) + 2 * breakGlassMinutes; minute += 5)
        for (const id of people) {
          const right = rightToRead(state, { id, teamIds: ['elsewhere'] }, minutes(minute));
          const opening = openings.some((one) => one.by === id && one.minute <= minute && minute < one.minute + 60);
          expect(right?.as).toBe(opening ? 'breakGlass' : undefined);
        }
      // And no two of one person's overlap: what lasts is not made longer.
      for (const one of openings)
        for (const other of openings)
          if (one !== other && one.by === other.by)
            expect(Math.abs(one.minute - other.minute)).toBeGreaterThanOrEqual(60);
    }),
    { numRuns: 150 },
  );
});

it('takes a note under an opening only while that lasts, and from whoever opened', () => {
  fc.assert(
    fc.property(story, (steps) => {
      for (const { command, minute, before, facts } of steps) {
        if (command.do !== 'addNote' || facts.length === 0) continue;
        const right = rightToRead(before, { id: command.by, teamIds: [] }, minutes(minute));
        expect(right).toEqual({ as: 'breakGlass', accessId: command.under });
      }
    }),
    { numRuns: 150 },
  );
});

it('keeps each opening until somebody else has reviewed it, whatever becomes of the case', () => {
  fc.assert(
    fc.property(story, (steps) => {
      const waiting = (state: CaseState) =>
        accessesOf(state).flatMap((access) => (access.review === null ? [access.accessId] : []));
      for (const { command, before, after, facts } of steps) {
        const gone = waiting(before).filter((id) => !waiting(after).includes(id));
        if (gone.length === 0) continue;
        expect(command).toMatchObject({ do: 'reviewBreakGlass', accessId: gone[0] });
        expect(gone).toHaveLength(1);
        const access = accessesOf(before).find((one) => one.accessId === gone[0]);
        expect('by' in command && command.by).not.toBe(access?.by);
        expect(facts.map(({ type }) => type)).toEqual(['BreakGlassReviewed']);
      }
      const last = steps.at(-1);
      if (!last) return;
      // Nor is a verdict given twice, and the review is always open to a lead.
      for (const access of accessesOf(last.after)) {
        const review: LooseCommand = {
          do: 'reviewBreakGlass',
          accessId: access.accessId,
          verdict: 'justified',
          noteId: 'n',
          by: 'another-lead',
        };
        expect(apply(last.after, review).refused).toBe(access.review ? 'breakGlassReviewed' : undefined);
        expect(apply(last.after, { ...review, by: access.by }).refused).toBe('ownBreakGlass');
        expect(apply(last.after, { ...review, by: null }).refused).toBe('ownBreakGlass');
      }
    }),
    { numRuns: 150 },
  );
});

it('fits its contract, and shows nothing of it in the public state', () => {
  const { publicState } = caseAggregate(limits);
  fc.assert(
    fc.property(story, (steps) => {
      for (const { facts, minute, after } of steps) {
        facts.forEach((fact, index) => {
          const event = { ...fact, id: `e${index}`, aggregateId: 'c1', seq: index + 1, at: minutes(minute) };
          expect(ChildFollowupEvent.safeParse(event).error).toBeUndefined();
        });
        expect(JSON.stringify(publicState(after))).not.toMatch(/night|a1/);
      }
    }),
    { numRuns: 100 },
  );
});

it('opens nothing of an erased person, and reads the states of cases that never had an opening', () => {
  const erased = given(opened, { do: 'erase' });
  expect(apply(erased, { do: 'breakGlass', accessId: 'a1', reason: 'missing', by: 'night' }).refused).toBe(
    'childErased',
  );
  const { breakGlass: _, ...old } = given(opened);
  expect(rightToRead(old, { id: 'night', teamIds: [] }, start)).toBeNull();
  expect(apply(old, { do: 'breakGlass', accessId: 'a1', reason: 'missing', by: 'night' }).facts).toHaveLength(1);
});
