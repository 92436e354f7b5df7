import { PlanSeries } from '@abri/contracts/programmes-api';
import { ProgrammeKind } from '@abri/contracts/programme';
import { emptyPlan, localTime, planPath, toPlan } from './plan-form.js';

const filled = { ...emptyPlan, title: 'Une action', sessions: [{ startsAt: '2026-03-02T10:00', minutes: 60 }] };

it.each(ProgrammeKind.options)('sends a %s programme that the service takes', (kind) => {
  expect(PlanSeries.safeParse(toPlan({ ...filled, kind })).error).toBeUndefined();
});

it('names every field that is missing, as the form calls it', () => {
  const issues = PlanSeries.safeParse(toPlan({ ...emptyPlan, commune: null })).error?.issues ?? [];
  const names = issues.map(({ path }) => planPath(path.join('.')));
  expect(names.sort()).toEqual(['commune', 'sessions.0.startsAt', 'title']);
});

it.each(['2026-03-02T09:05:00.000Z', '2026-07-14T21:30:00.000Z'])('offers the time %s as it is, to be moved', (at) => {
  expect(localTime(at)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  expect(new Date(localTime(at)).toISOString()).toBe(at);
});
