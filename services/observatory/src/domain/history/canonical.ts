import { emptyHistory, type History } from './history.js';

/** Grows with every change of what is kept: a snapshot of another format is not read, and the topics are. */
export const historyFormat = 1;

type Plain = null | boolean | number | string | Plain[] | { [key: string]: Plain };
const byKey = ([a]: readonly [unknown, unknown], [b]: readonly [unknown, unknown]) =>
  String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;

function plain(value: unknown): Plain {
  if (value instanceof Map)
    return { m: [...value].sort(byKey).map(([key, inner]) => [key as string | number, plain(inner)]) };
  if (value instanceof Set) return { s: [...value].map(String).sort() };
  if (typeof value === 'object' && value !== null)
    return {
      o: Object.entries(value)
        .sort(byKey)
        .map(([key, inner]) => [key, plain(inner)]),
    };
  return value as Plain;
}

function revived(value: Plain): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  if ('s' in value) return new Set(value.s as string[]);
  const entries = ((value.m ?? value.o) as [string, Plain][]).map(([key, inner]) => [key, revived(inner)] as const);
  return 'm' in value ? new Map(entries) : Object.fromEntries(entries);
}

/** A history as text. Equal histories give equal text, in whatever order their events came. */
export const canonicalOf = (history: History): string =>
  JSON.stringify({ format: historyFormat, history: plain(history) });

/** The history of a text, or undefined where it is of another format. Throws `SyntaxError` for what is no JSON. */
export function historyOf(text: string): History | undefined {
  const { format, history } = JSON.parse(text) as { format: number; history: Plain };
  return format === historyFormat ? { ...emptyHistory(), ...(revived(history) as History) } : undefined;
}
