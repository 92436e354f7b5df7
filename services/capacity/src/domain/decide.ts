import type { CapacityFact, DeclineReason, ReleaseReason } from '@abri/contracts/capacity-events';
import type { Party } from '@abri/contracts/household';
import {
  type Allocation,
  freePlaces,
  type Hold,
  type Shelter,
  type ShelterDetails,
  type Unit,
  type UnitDetails,
} from '@abri/contracts/shelter';
import { brokenRules, everybodySleeps } from './house-rules.js';
import type { ShelterState } from './state.js';

/** A house has at most this many units: its document stays small. */
export const mostUnits = 200;

type HoldRef = { holdId: string; token: number };
/** Every command of a shelter. `now` is an instant, ISO 8601; times to live are in minutes. */
export type ShelterCommand =
  | {
      do: 'register';
      details: ShelterDetails;
      units: readonly { unitId: string; unit: UnitDetails }[];
      addressId?: string;
    }
  | { do: 'changeDetails'; details: ShelterDetails }
  | { do: 'changeAddress'; addressId: string }
  | { do: 'addUnit'; unitId: string; unit: UnitDetails }
  | { do: 'changeUnit'; unitId: string; unit: UnitDetails }
  | { do: 'removeUnit'; unitId: string }
  | { do: 'takeOutOfService'; unitId: string; reason: 'works' | 'pests' | 'damage' | 'staffing' | 'other' }
  | { do: 'returnToService'; unitId: string }
  | {
      do: 'hold';
      holdId: string;
      requestId: string;
      allocations: readonly Allocation[];
      party: Party;
      now: string;
      offerMinutes: number;
      confirmMinutes: number;
    }
  | ({ do: 'accept'; now: string; confirmMinutes: number } & HoldRef)
  | ({ do: 'decline'; reason: DeclineReason } & HoldRef)
  | ({ do: 'release'; reason: ReleaseReason; ifState?: Hold['state'] | undefined } & HoldRef)
  | ({ do: 'confirm'; now: string } & HoldRef)
  | ({ do: 'arrive' } & HoldRef)
  | ({ do: 'leave' } & HoldRef)
  | { do: 'expire'; now: string };

type Refused = { refused: string; detail?: Record<string, string | number | string[]> };
type Result = readonly CapacityFact[] | Refused;
const refuse = (refused: string, detail?: Refused['detail']): Refused => (detail ? { refused, detail } : { refused });
const minutesAfter = (instant: string, minutes: number) =>
  new Date(Date.parse(instant) + minutes * 60_000).toISOString();

/** What follows from a command, or why it is refused. Pure. */
export function decide(command: ShelterCommand, state: ShelterState): Result {
  if (command.do === 'register') return register(command, state);
  const { shelter } = state;
  if (!shelter) return refuse('noSuchShelter');
  switch (command.do) {
    case 'changeDetails':
      return sameDetails(shelter, command.details)
        ? []
        : [{ type: 'ShelterDetailsChanged', data: { details: command.details } }];
    case 'changeAddress':
      return state.addressId === command.addressId
        ? []
        : [{ type: 'ShelterAddressChanged', data: { addressId: command.addressId } }];
    case 'addUnit':
      if (shelter.units.some(({ unitId }) => unitId === command.unitId)) return refuse('unitExists');
      return shelter.units.length >= mostUnits
        ? refuse('tooManyUnits', { most: mostUnits })
        : [{ type: 'UnitAdded', data: { unitId: command.unitId, unit: command.unit } }];
    case 'changeUnit':
    case 'removeUnit':
    case 'takeOutOfService':
    case 'returnToService':
      return aboutUnit(command, shelter);
    case 'hold':
      return hold(command, state, shelter);
    case 'expire':
      return shelter.holds.filter((live) => hasExpired(live, command.now)).map((live) => ended('HoldExpired', live));
    default:
      return aboutHold(command, shelter);
  }
}

function register(command: Extract<ShelterCommand, { do: 'register' }>, state: ShelterState): Result {
  if (state.shelter) {
    return sameDetails(state.shelter, command.details) && sameUnits(state.shelter, command.units)
      ? []
      : refuse('shelterExists');
  }
  const ids = new Set(command.units.map(({ unitId }) => unitId));
  if (ids.size !== command.units.length) return refuse('unitExists');
  return [
    { type: 'ShelterRegistered', data: { details: command.details, ...addressOf(command) } },
    ...command.units.map((unit): CapacityFact => ({ type: 'UnitAdded', data: unit })),
  ];
}

function aboutUnit(
  command: Extract<ShelterCommand, { do: 'changeUnit' | 'removeUnit' | 'takeOutOfService' | 'returnToService' }>,
  shelter: Shelter,
): Result {
  const unit = shelter.units.find(({ unitId }) => unitId === command.unitId);
  if (!unit) return refuse('noSuchUnit');
  const { unitId } = command;
  const takenBy = shelter.holds.filter((live) => live.allocations.some((allocation) => allocation.unitId === unitId));
  if (command.do === 'returnToService')
    return unit.service.state === 'inService' ? [] : [{ type: 'UnitReturnedToService', data: { unitId } }];
  if (takenBy.length > 0) return refuse('unitTaken', { holds: takenBy.length });
  switch (command.do) {
    case 'changeUnit':
      return [{ type: 'UnitChanged', data: { unitId, unit: command.unit } }];
    case 'removeUnit':
      return [{ type: 'UnitRemoved', data: { unitId } }];
    case 'takeOutOfService':
      return unit.service.state === 'outOfService'
        ? []
        : [{ type: 'UnitTakenOutOfService', data: { unitId, reason: command.reason } }];
  }
}

function hold(command: Extract<ShelterCommand, { do: 'hold' }>, state: ShelterState, shelter: Shelter): Result {
  const { holdId, requestId, allocations, party, now } = command;
  const known = shelter.holds.find((live) => live.holdId === holdId);
  if (known) return known.requestId === requestId ? [] : refuse('holdExists');
  if (state.endedHolds.includes(holdId)) return refuse('holdEnded');
  const broken = brokenRules(shelter.rules, party);
  if (broken.length > 0) return refuse('houseRules', { rules: broken });
  if (new Set(allocations.map(({ unitId }) => unitId)).size !== allocations.length) return refuse('unitTwice');
  if (!everybodySleeps(party, allocations)) return refuse('tooFewBeds');
  const expired = shelter.holds.filter((live) => hasExpired(live, now));
  const live = { holds: shelter.holds.filter((other) => !expired.includes(other)) };
  for (const allocation of allocations) {
    const unit = shelter.units.find(({ unitId }) => unitId === allocation.unitId);
    if (!unit) return refuse('noSuchUnit');
    if (!fits(live, unit, allocation)) return refuse('placeTaken');
  }
  const token = state.lastToken + 1;
  const expiresAt = minutesAfter(now, command.offerMinutes);
  const held: CapacityFact = {
    type: 'PlaceHeld',
    data: { holdId, requestId, token, allocations: [...allocations], party, expiresAt },
  };
  const freed = expired.map((other) => ended('HoldExpired', other));
  if (shelter.acceptance === 'asked') return [...freed, held];
  const accepted = { holdId, requestId, expiresAt: minutesAfter(now, command.confirmMinutes) };
  return [...freed, held, { type: 'HoldAccepted', data: accepted }];
}

/** Whether an allocation fits into what is free of its unit; an exclusive unit must be wholly free. */
function fits(live: Pick<Shelter, 'holds'>, unit: Unit, allocation: Allocation): boolean {
  const free = freePlaces(live, unit);
  return allocation.beds + allocation.cots > 0 && allocation.beds <= free.beds && allocation.cots <= free.cots;
}

type AboutHold = Extract<ShelterCommand, { do: 'accept' | 'decline' | 'release' | 'confirm' | 'arrive' | 'leave' }>;
function aboutHold(command: AboutHold, shelter: Shelter): Result {
  const live = shelter.holds.find(({ holdId }) => holdId === command.holdId);
  if (!live) return refuse('noSuchHold');
  if (live.token !== command.token) return refuse('staleToken', { token: live.token });
  const { holdId, requestId } = live;
  const wrong = refuse('wrongHoldState', { state: live.state });
  switch (command.do) {
    case 'accept':
      if (live.state === 'accepted') return [];
      if (live.state !== 'offered') return wrong;
      if (hasExpired(live, command.now)) return refuse('holdExpired');
      return [
        {
          type: 'HoldAccepted',
          data: { holdId, requestId, expiresAt: minutesAfter(command.now, command.confirmMinutes) },
        },
      ];
    case 'decline':
      return live.state === 'offered'
        ? [{ type: 'HoldDeclined', data: { holdId, requestId, reason: command.reason } }]
        : wrong;
    case 'release':
      if (command.ifState !== undefined && command.ifState !== live.state) return wrong;
      // Nobody is put out of a house but by moving on to another one, where their place is confirmed (decision 0014).
      return live.state === 'arrived' && command.reason !== 'moved'
        ? wrong
        : [{ type: 'HoldReleased', data: { holdId, requestId, reason: command.reason } }];
    case 'confirm':
      if (live.state === 'confirmed') return [];
      if (live.state !== 'accepted') return wrong;
      return hasExpired(live, command.now) ? refuse('holdExpired') : [ended('HoldConfirmed', live)];
    case 'arrive':
      if (live.state === 'arrived') return [];
      return live.state === 'confirmed' ? [ended('HouseholdArrived', live)] : wrong;
    case 'leave':
      return live.state === 'arrived' ? [ended('HouseholdLeft', live)] : wrong;
  }
}

const hasExpired = (live: Hold, now: string) => 'expiresAt' in live && live.expiresAt <= now;
const ended = (
  type: 'HoldExpired' | 'HoldConfirmed' | 'HouseholdArrived' | 'HouseholdLeft',
  { holdId, requestId }: Hold,
): CapacityFact => ({ type, data: { holdId, requestId } });
const addressOf = ({ addressId }: { addressId?: string }) => (addressId === undefined ? {} : { addressId });
/** Whether two descriptions of a house say the same, field by field. */
export const sameDetails = (shelter: Shelter, details: ShelterDetails): boolean => sameFields(shelter, details);
/** Whether a house has these units and no others, in any order. */
export const sameUnits = (shelter: Shelter, units: readonly { unitId: string; unit: UnitDetails }[]): boolean =>
  shelter.units.length === units.length &&
  units.every(({ unitId, unit }) =>
    shelter.units.some((known) => known.unitId === unitId && sameFields<UnitDetails>(known, unit)),
  );
const sameFields = <T extends object>(known: T, given: T): boolean =>
  (Object.keys(given) as (keyof T)[]).every((field) => JSON.stringify(known[field]) === JSON.stringify(given[field]));

/** The earliest instant at which a hold of the shelter expires, or null. */
export function nextExpiry(state: ShelterState): string | null {
  const instants = state.shelter?.holds.flatMap((live) => ('expiresAt' in live ? [live.expiresAt] : [])) ?? [];
  return instants.sort()[0] ?? null;
}
