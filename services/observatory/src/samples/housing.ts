import { type CapacityFact, DeclineReason, ReleaseReason } from '@abri/contracts/capacity-events';
import type { MatchingFact } from '@abri/contracts/matching-events';
import { ReferralTarget, WithdrawReason } from '@abri/contracts/placement';
import { dangerOrder } from '@abri/contracts/vocabulary';
import type { Chance } from './chance.js';
import { communes, dayMs, iso, saying, type Writer } from './writer.js';

const partyOf = (chance: Chance) => ({
  women: chance.upTo(3),
  men: chance.percent(10) ? 1 : 0,
  children: Array.from({ length: chance.upTo(4) }, () => ({ sex: 'girl' as const, ageYears: chance.upTo(18) })),
  pets: 0,
});

export function request(w: Writer, chance: Chance): void {
  const says = saying<MatchingFact>(w);
  const party = partyOf(chance);
  const receivedAt = iso(w.now() - chance.upTo(4_000));
  const danger = chance.oneOf(dangerOrder);
  says({
    type: 'PlacementRequested',
    data: chance.percent(70) ? { party, danger, mode: 'assign', receivedAt } : { party, danger, mode: 'choose' },
  });
  if (chance.percent(30)) says({ type: 'WaitingListJoined', data: { exclusions: [] } });
  w.wait(3_600_000);
  const hold = { shelterId: 'sh-1', holdId: `h-${w.now()}` };
  for (let attempt = 1; chance.percent(80) && attempt < 4; attempt++) {
    says({ type: 'PlacementOffered', data: { ...hold, attempt, expiresAt: iso(w.now() + 900_000) } });
    w.wait(900_000);
    if (chance.percent(50)) break;
    says({ type: 'OfferEnded', data: { ...hold, reason: chance.oneOf(['declined', 'expired', 'released']) } });
    if (chance.percent(20)) says({ type: 'WaitingListJoined', data: { exclusions: [] } });
  }
  if (chance.percent(20))
    return says({ type: 'RequestWithdrawn', data: { reason: chance.oneOf(WithdrawReason.options) } });
  if (chance.percent(10)) return says({ type: 'RequestReferred', data: { to: chance.oneOf(ReferralTarget.options) } });
  if (chance.percent(5)) return says({ type: 'HouseholdStaysHome', data: {} });
  if (chance.percent(10)) return;
  says({ type: 'PlacementConfirmed', data: { ...hold, party: chance.percent(90) ? party : partyOf(chance) } });
  w.wait(dayMs);
  if (chance.percent(80)) says({ type: 'PlacementArrived', data: hold });
  if (chance.percent(10)) says({ type: 'PlacementUnsafe', data: { ...hold, cause: 'insideZone' } });
  w.wait(40 * dayMs);
  if (chance.percent(10))
    says({ type: 'PlacementMoved', data: { shelterId: 'sh-2', holdId: 'h-2', from: hold, party: partyOf(chance) } });
  w.wait(40 * dayMs);
  if (chance.percent(80)) says({ type: 'PlacementEnded', data: hold });
}

export function house(w: Writer, chance: Chance): void {
  const says = saying<CapacityFact>(w);
  const details = () => ({
    name: 'House',
    kind: chance.percent(70) ? ('shelter' as const) : ('hotel' as const),
    commune: chance.oneOf(communes),
    rules: {
      takesWomen: true,
      takesMen: false,
      takesChildren: true,
      highestBoyAge: 12,
      takesPets: false,
      arrivals: { from: '08:00', to: '08:00' },
    },
    languages: [],
    services: [],
    equipment: [],
    acceptance: 'asked' as const,
  });
  says({ type: 'ShelterRegistered', data: { details: details() } });
  const unit = () => ({
    label: 'U',
    beds: 1 + chance.upTo(5),
    cots: 0,
    sharing: chance.oneOf(['exclusive', 'shared'] as const),
    stepFree: false,
  });
  const units = Array.from({ length: 1 + chance.upTo(4) }, (_, number) => `u-${number}`);
  for (const unitId of units) says({ type: 'UnitAdded', data: { unitId, unit: unit() } });
  const live: string[] = [];
  for (let step = 0; step < 40; step++) {
    w.wait(18 * dayMs);
    const unitId = chance.oneOf(units);
    const holdId = `${w.now()}-${step}`;
    const ids = (id: string) => ({ holdId: id, requestId: 'r' });
    const known = live.length > 0 ? chance.oneOf(live) : holdId;
    const drop = () => void live.splice(live.indexOf(known), live.includes(known) ? 1 : 0);
    switch (chance.upTo(14)) {
      case 0:
        if (chance.percent(30)) says({ type: 'ShelterDetailsChanged', data: { details: details() } });
        break;
      case 1:
        says({ type: 'UnitChanged', data: { unitId, unit: unit() } });
        break;
      case 2:
        says({ type: 'UnitTakenOutOfService', data: { unitId, reason: 'works' } });
        break;
      case 3:
        says({ type: 'UnitReturnedToService', data: { unitId } });
        break;
      case 4:
        if (chance.percent(20)) says({ type: 'UnitRemoved', data: { unitId } });
        break;
      case 5:
        says({ type: 'HoldDeclined', data: { ...ids(known), reason: chance.oneOf(DeclineReason.options) } });
        drop();
        break;
      case 6:
        says({ type: 'HoldExpired', data: ids(known) });
        drop();
        break;
      case 7:
        says({ type: 'HoldReleased', data: { ...ids(known), reason: chance.oneOf(ReleaseReason.options) } });
        drop();
        break;
      case 8:
        says({ type: 'HouseholdLeft', data: ids(known) });
        drop();
        break;
      case 9:
      case 10:
        says({ type: 'HouseholdArrived', data: ids(known) });
        break;
      case 11:
        says({ type: 'HoldAccepted', data: { ...ids(known), expiresAt: iso(w.now()) } });
        break;
      default:
        says({
          type: 'PlaceHeld',
          data: {
            ...ids(holdId),
            token: step + 1,
            allocations: [{ unitId, beds: 1 + chance.upTo(3), cots: 0 }],
            party: partyOf(chance),
            expiresAt: iso(w.now()),
          },
        });
        live.push(holdId);
    }
  }
}
