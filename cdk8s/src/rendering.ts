/** A question about the values of an installation. */
export type Condition =
  | { value: string }
  | { value: string; is: string }
  | { not: Condition }
  | { all: readonly Condition[] }
  | { any: readonly Condition[] };
/** A piece of a text: as it is, a value of the installation, or what Helm knows of the release. */
export type Piece = string | { value: string } | 'release-name' | { namespace: true };

/**
 * Where the chart's resources get what is only known at installation. The same code writes a Helm template, with
 * placeholders, and the plain resources of one installation: a test holds the two together.
 */
export interface Rendering {
  /** The value at a path such as `gateway.replicas`. */
  value(path: string): unknown;
  /** A text of several pieces, such as the name of a resource. */
  text(...pieces: readonly Piece[]): string;
  /** The value at a path, or this text where it is empty. */
  valueOr(path: string, ...pieces: readonly Piece[]): string;
  /** Entries of a map that are there only under a condition: spread them. */
  entriesIf(condition: Condition, entries: object): object;
  /** Items of a list that are there only under a condition: spread them. */
  itemsIf(condition: Condition, items: readonly unknown[]): unknown[];
  /** The items of a list in the values: spread them. */
  itemsOf(path: string): unknown[];
  /** The entries of a map in the values: spread them. */
  entriesOf(path: string): object;
}

/** What is fixed when a chart is installed. */
export interface Installation {
  release: string;
  namespace: string;
  values: object;
}

/** The name of one part of an installation: two installations in one namespace do not clash. */
export const nameOf = (on: Rendering, part: string): string => on.text('release-name', `-${part}`);

/** The value at a path in nested maps. Throws for a path that is not there, which would be a slip in the chart. */
export function at(values: object, path: string): unknown {
  let here: unknown = values;
  for (const key of path.split('.')) {
    if (typeof here !== 'object' || here === null || !(key in here)) throw new Error(`there is no value ${path}`);
    here = (here as Record<string, unknown>)[key];
  }
  return here;
}

/** Whether Helm would take a value for true: not empty, not zero. */
const isTrue = (value: unknown): boolean => {
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
};

/** Whether a condition holds for these values. */
export function holds(condition: Condition, values: object): boolean {
  if ('not' in condition) return !holds(condition.not, values);
  if ('all' in condition) return condition.all.every((each) => holds(each, values));
  if ('any' in condition) return condition.any.some((each) => holds(each, values));
  const value = at(values, condition.value);
  return 'is' in condition ? value === condition.is : isTrue(value);
}

/** The plain resources of one installation. */
export function plainRendering({ release, namespace, values }: Installation): Rendering {
  const read = (piece: Piece) => {
    if (piece === 'release-name') return release;
    if (typeof piece === 'string') return piece;
    return 'value' in piece ? String(at(values, piece.value)) : namespace;
  };
  const text = (...pieces: readonly Piece[]) => pieces.map(read).join('');
  return {
    value: (path) => at(values, path),
    text,
    valueOr: (path, ...pieces) => String(at(values, path) || text(...pieces)),
    entriesIf: (condition, entries) => (holds(condition, values) ? entries : {}),
    itemsIf: (condition, items) => (holds(condition, values) ? [...items] : []),
    itemsOf: (path) => at(values, path) as unknown[],
    entriesOf: (path) => at(values, path) as object,
  };
}
