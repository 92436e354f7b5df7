import { recordedChoices, seededChoices } from './choices.js';
import { type Outcome, runSchedule } from './schedule.js';

const withoutGuard = process.env.ABRI_WITHOUT_GUARD === 'yes';
/** A missing guard gets more schedules: it must be noticed every time. */
const schedules = withoutGuard ? 4_000 : 800;

it('keeps every invariant in every schedule of faults', async () => {
  const sums: Record<string, number> = {};
  for (let seed = 1; seed <= schedules; seed++) {
    const { problems, seen } = await runSchedule(seededChoices(seed));
    for (const [what, count] of Object.entries(seen)) sums[what] = (sums[what] ?? 0) + count;
    expect({ seed, problems }).toEqual({ seed, problems: [] });
  }
  // A schedule in which nothing is reached holds nothing.
  for (const what of ['deaths', 'placed', 'offered', 'waiting', 'ended']) expect(sums[what]).toBeGreaterThan(10);
}, 240_000);

it('replays a schedule exactly, by its seed and by its choices', async () => {
  const told = ({ story, choices, problems }: Outcome) => ({ story, choices, problems });
  for (let seed = 1; seed <= 40; seed++) {
    const first = await runSchedule(seededChoices(seed), { story: true });
    expect(first.story.length).toBeGreaterThan(50);
    expect(told(await runSchedule(seededChoices(seed), { story: true }))).toEqual(told(first));
    expect(told(await runSchedule(recordedChoices(first.choices), { story: true }))).toEqual(told(first));
  }
});
