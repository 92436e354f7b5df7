import { DeclineReason } from '@abri/contracts/capacity-events';
import { ReferralTarget, WithdrawReason } from '@abri/contracts/placement';
import type { Breakdown, Flow, Report } from '@abri/contracts/report-api';
import { VictimCategory } from '@abri/contracts/support-case';
import { dangerOrder } from '@abri/contracts/vocabulary';
import { outcomes, stages } from '../history/requests-fold.js';
import { countsOf, type Figure, type Tally } from '../history/tally.js';
import { breakdownOf, durationsOf, months, weekHours } from './breakdown.js';
import { bedNights } from './nights.js';

export const refusalKeys = [...DeclineReason.options, 'unanswered'] as const;

/** What became of the calls of the year, and how the beds were used. */
export function shelterSection(tally: Tally, year: number, nights: readonly string[]): Report['shelter'] {
  const counts = (figure: Figure) => countsOf(tally, year, figure);
  const single = (name: string) => ({ count: counts('single').get(name) ?? 0 });
  const flow = counts('flow');
  const beds = bedNights(tally, year, nights);
  return {
    requestsByMonth: breakdownOf(counts('requestsByMonth'), months),
    requestsByDanger: breakdownOf(counts('requestsByDanger'), dangerOrder),
    outcomes: outcomesOf(flow),
    withdrawals: breakdownOf(counts('withdrawals'), WithdrawReason.options),
    referrals: breakdownOf(counts('referrals'), ReferralTarget.options),
    callsByWeekdayAndHour: breakdownOf(counts('calls'), weekHours),
    flow: flowOf(flow),
    timeToOffer: durationsOf(counts('toOffer')),
    timeToBed: durationsOf(counts('toBed')),
    sheltered: breakdownOf(counts('sheltered'), VictimCategory.options),
    shelteredHouseholds: single('shelteredHouseholds'),
    refusals: breakdownOf(counts('refusals'), refusalKeys),
    nights: beds.nights,
    nightsByMonth: beds.byMonth,
    unsafeAlerts: single('unsafeAlerts'),
    moves: single('moves'),
  };
}

function outcomesOf(flow: ReadonlyMap<string, number>): Breakdown {
  const by = new Map(
    outcomes.map((outcome) => [
      outcome,
      stages.reduce((sum, stage) => sum + (flow.get(`${stage}/${outcome}`) ?? 0), 0),
    ]),
  );
  return breakdownOf(by, outcomes);
}

/** From the call by how it was first answered to where it stands. Links of nought are left out. */
function flowOf(flow: ReadonlyMap<string, number>): Flow {
  const links = stages.flatMap((stage) => {
    const onward = outcomes.map((outcome) => ({
      from: stage as string,
      to: outcome as string,
      count: flow.get(`${stage}/${outcome}`) ?? 0,
    }));
    const all = onward.reduce((sum, { count }) => sum + count, 0);
    return [{ from: 'called', to: stage as string, count: all }, ...onward].filter(({ count }) => count > 0);
  });
  const ids = ['called', ...stages, ...outcomes];
  const used = new Set(links.flatMap(({ from, to }) => [from, to]));
  return { nodes: ids.filter((id) => used.has(id)).map((id) => ({ id })), links };
}
