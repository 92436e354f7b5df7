import type { Report, ReportView } from '@abri/contracts/report-api';
import type { Role } from '@abri/contracts/vocabulary';
import { HttpProblem } from '@abri/service-kit/errors';
import { momentOf } from './domain/history/calendar.js';
import { reportOf, yearsOf } from './domain/report/report.js';
import { seenAs } from './domain/report/views.js';
import type { LiveHistory } from './live-history.js';

const views: readonly ReportView[] = ['outside', 'partner', 'full'];

/** The widest view that one of the roles allows. */
export const viewOf = (roles: readonly Role[]): ReportView =>
  roles.includes('observatory') || roles.includes('operator') ? 'full' : roles.some(isPartner) ? 'partner' : 'outside';
const partners: readonly Role[] = ['hotline', 'shelter', 'child-protection', 'justice', 'support', 'programmes'];
const isPartner = (role: Role) => partners.includes(role);

/** The reports as they stand now. */
export interface Reports {
  years(): number[];
  /** Those that a view shows. */
  yearsSeenAs(view: ReportView): number[];
  /** Throws a 404 problem for a year of which there is nothing, and 409 for an outside view of a year that is not over. */
  report(year: number, view: ReportView): Report;
}

/** Takes the history and a clock in ms. A report is made once for every change of the history and every day. */
export function createReports(o: { live: () => LiveHistory; now: () => number }): Reports {
  const made = new Map<string, Report>();
  let madeFor = '';
  const today = () => momentOf(o.now()).day;
  const once = (key: string, make: () => Report): Report => {
    const stamp = `${o.live().version}/${today()}`;
    if (stamp !== madeFor) made.clear();
    madeFor = stamp;
    const known = made.get(key) ?? make();
    made.set(key, known);
    return known;
  };
  const years = () => yearsOf(o.live().history.tally, today());
  return {
    years,
    yearsSeenAs: (view) => years().filter((year) => view !== 'outside' || `${year}` < today().slice(0, 4)),
    report(year, view) {
      if (!years().includes(year))
        throw new HttpProblem(404, 'no-such-year', 'There is nothing of this year', {
          detail: 'Ask for one of the years in /reports/years.',
        });
      const whole = once(`${year}/full`, () => reportOf(o.live().history.tally, year, today()));
      if (view === 'outside' && !whole.complete)
        throw new HttpProblem(409, 'year-not-over', 'This year is not over', {
          detail:
            'Outside the partners’ circle a year is shown when it is over: day by day, a count would tell of one person.',
        });
      return once(`${year}/${view}`, () => seenAs(view, whole));
    },
  };
}

/** The view that is asked for, else the widest allowed. Throws a 403 problem for a wider one. */
export function viewAsked(roles: readonly Role[], asked: ReportView | undefined): ReportView {
  const allowed = viewOf(roles);
  const view = asked ?? allowed;
  if (views.indexOf(view) > views.indexOf(allowed))
    throw new HttpProblem(403, 'view-too-wide', 'Your role does not allow this view', {
      detail: `Ask for the view ${allowed}, or leave it out.`,
    });
  return view;
}
