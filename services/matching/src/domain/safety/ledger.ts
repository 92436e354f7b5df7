import { allOutside } from './circle.js';
import { leastWithHouse } from './parts.js';

/** How many different communes may be asked about: in any 30 days, and ever. */
export const firstBudget = { inWindow: 3, ever: 6 } as const;
/** The same for each later part of the district in which the household comes to live. */
export const laterBudget = { inWindow: 2, ever: 3 } as const;
export const windowDays = 30;

/** A part of the district in which the household lived, and what was asked while it did. */
interface Stay {
  part: number;
  asked: readonly { commune: string; at: string }[];
}
/** What is kept of the questions about one case. */
export interface Ledger {
  /** The parts as they were at the first question that was answered: later ones would cut across them. */
  parts: readonly (readonly string[])[] | null;
  stays: readonly Stay[];
  /** How many questions there were in all, answered or not. */
  questions: number;
}
export const noQuestions: Ledger = { parts: null, stays: [], questions: 0 };

export interface Question {
  /** The commune where the case's household has its place, or null when it has none. */
  place: string | null;
  /** The commune that is asked about. */
  commune: string;
  /** The communes that have a house now, and the parts of the district that follow from them. */
  withHouse: ReadonlySet<string>;
  parts: readonly (readonly string[])[];
  /** ISO 8601. */
  now: string;
  /** The pad in km for a part of the district and a commune, always the same for the same two. */
  padKm(part: readonly string[], commune: string): number;
}
export interface Answered {
  ledger: Ledger;
  safe: boolean;
  /** The budget did not reach: the answer says nothing. */
  spent: boolean;
}

/**
 * Answers "is this commune safe for this case?" for the part of the district in which the household lives, and so for every
 * house in it alike: no number of questions tells more than the part. Whatever is not known, and a question too many, is
 * a no.
 */
export function answer(ledger: Ledger, question: Question): Answered {
  const { place, commune, withHouse, now } = question;
  const counted = { ...ledger, questions: ledger.questions + 1 };
  const parts = ledger.parts ?? question.parts;
  const number = place === null ? -1 : parts.findIndex((part) => part.includes(place));
  const part = parts[number] ?? [];
  const houses = part.filter((code) => withHouse.has(code));
  // A part in which houses have closed since it was cut would tell too much.
  if (houses.length < leastWithHouse) return { ledger: counted, safe: false, spent: false };
  const stay = ledger.stays.find((one) => one.part === number) ?? { part: number, asked: [] };
  if (!stay.asked.some((one) => one.commune === commune)) {
    const budget = (ledger.stays[0] ?? stay).part === number ? firstBudget : laterBudget;
    if (isSpent(stay, budget, now)) return { ledger: counted, safe: false, spent: true };
    const asked = { ...stay, asked: [...stay.asked, { commune, at: now }] };
    counted.parts = parts;
    counted.stays = ledger.stays.includes(stay)
      ? ledger.stays.map((one) => (one === stay ? asked : one))
      : [...ledger.stays, asked];
  }
  return { ledger: counted, safe: allOutside(houses, commune, question.padKm(part, commune)), spent: false };
}

function isSpent({ asked }: Stay, budget: { inWindow: number; ever: number }, now: string): boolean {
  const since = new Date(Date.parse(now) - windowDays * 86_400_000).toISOString();
  return asked.length >= budget.ever || asked.filter(({ at }) => at > since).length >= budget.inWindow;
}
