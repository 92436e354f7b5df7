import { STATUS_CODES } from 'node:http';
import type { Problem, Violation } from '@abri/contracts/problem';

/** An answer that says what went wrong and what to do next: RFC 9457. It never holds personal data. */
export class HttpProblem extends Error {
  readonly problem: Problem;
  constructor(status: number, name: string, title: string, more: { detail?: string; violations?: Violation[] } = {}) {
    super(title);
    this.problem = { type: `urn:abri:problem:${name}`, title, status, ...more };
  }
}

/** The 413 problem of a body that is larger than its route takes. */
export const bodyTooLarge = () =>
  new HttpProblem(413, 'too-large', 'The request is too large', {
    detail: 'A body has at most 64 kB, of CSV 1 MB, with a document 4 MB. Nothing was changed.',
  });

/** What each refusal of a service's decisions means over HTTP. */
export type RefusalTable = Readonly<Record<string, { status: number; title: string; detail: string }>>;

/** Turns a refusal into a problem by the service's table; figures of its detail go into the text as {name}. */
export function refusalProblem(
  table: RefusalTable,
  refusal: { refused: string; detail?: Record<string, string | number | string[]> },
): HttpProblem {
  const known = table[refusal.refused] ?? {
    status: 409,
    title: STATUS_CODES[409] ?? 'Conflict',
    detail: 'Read the present state and decide anew.',
  };
  const detail = known.detail.replace(/\{(\w+)\}/g, (_, name: string) => String(refusal.detail?.[name] ?? '?'));
  const kebab = refusal.refused.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return new HttpProblem(known.status, kebab, known.title, { detail });
}
