import { Problem } from '@abri/contracts/problem';
import { readKnown } from '@abri/contracts/read-known';

/** A refusal that the server explained (RFC 9457). Nothing was changed unless its text says otherwise. */
export class ApiProblem extends Error {
  constructor(readonly problem: Problem) {
    super(problem.title);
    this.name = 'ApiProblem';
  }
}

/**
 * No answer, or none that could be read: nobody knows whether the request was done, unless the device knew beforehand that it
 * has no connection (`offline`). Send it again with the same key.
 */
export class NoAnswer extends Error {
  constructor(readonly why: 'network' | 'unreadable' | 'offline') {
    super(why);
    this.name = 'NoAnswer';
  }
  /** Whether it is the connection that failed, so that the same request is sent again when it is back. */
  get isOfLine(): boolean {
    return this.why !== 'unreadable';
  }
}

/** Reads an answer that is not a success. Throws nothing: what is no problem document becomes `NoAnswer`. */
export async function failureOf(response: Response): Promise<ApiProblem | NoAnswer> {
  try {
    const parsed = readKnown(Problem, await response.json());
    return parsed.success ? new ApiProblem(parsed.data) : new NoAnswer('unreadable');
  } catch {
    return new NoAnswer('unreadable');
  }
}

/** Whether the outcome is unknown, so that the same request must be sent again rather than a new one. */
export const outcomeUnknown = (error: unknown): boolean =>
  (error instanceof NoAnswer && error.why !== 'offline') ||
  (error instanceof ApiProblem && error.problem.status >= 500);

/**
 * Whether it is sent again by itself. A service that could not scan a document has waited for its scanner already: a person
 * decides when to try again, with the same key.
 */
export const isSentAgain = (error: unknown): boolean =>
  outcomeUnknown(error) && !(error instanceof ApiProblem && problemName(error.problem) === 'document-not-scanned');

export const isSignedOut = (error: unknown): boolean => error instanceof ApiProblem && error.problem.status === 401;

/** Whether it is not there for this person any more. What a busy or broken service answers says nothing of the kind. */
export const isGone = (error: unknown): boolean =>
  error instanceof ApiProblem && [403, 404, 410].includes(error.problem.status);

/** The last part of a problem's type, such as `place-taken` of `urn:abri:problem:place-taken`. */
export const problemName = (problem: Problem): string => problem.type.split(':').at(-1) ?? '';
