/**
 * One fact of every shelter, dictionary-encoded as in a column store: each distinct value stands once in `values`, each
 * row has the number of its own. Houses are alike in most facts, so that a rule is asked once a value and not once a house.
 */
export interface DictionaryColumn<T> {
  /** By number. One that no row has any more stays. */
  readonly values: readonly T[];
  /** By row; longer than there are rows, and replaced when it grows. */
  readonly numbers: Uint32Array;
  set(row: number, value: T): void;
  /** The value of a row that has one. */
  at(row: number): T;
  /** The number of a value, or undefined where no row ever had it. */
  numberOf(value: T): number | undefined;
}

/** An empty column. Values with the same key are the same value. */
export function createDictionaryColumn<T>(keyOf: (value: T) => string | number): DictionaryColumn<T> {
  const values: T[] = [];
  const byKey = new Map<string | number, number>();
  let numbers = new Uint32Array(64);
  return {
    values,
    get numbers() {
      return numbers;
    },
    set(row, value) {
      if (row >= numbers.length) {
        const larger = new Uint32Array(Math.max(row + 1, numbers.length * 2));
        larger.set(numbers);
        numbers = larger;
      }
      const key = keyOf(value);
      let number = byKey.get(key);
      if (number === undefined) {
        number = values.push(value) - 1;
        byKey.set(key, number);
      }
      numbers[row] = number;
    },
    at(row) {
      const value = values[numbers[row] ?? -1];
      if (value === undefined) throw new RangeError('a row that nothing was said of');
      return value;
    },
    numberOf: (value) => byKey.get(keyOf(value)),
  };
}

/**
 * Asks a question of each value that these rows have, and writes the answer into `answers`, which has room for all values,
 * at the value's number. Of all values where there are fewer of them than rows: asking is what costs.
 */
export function askValues<T, Answers extends Uint8Array | Float64Array>(
  { values, numbers }: DictionaryColumn<T>,
  rows: Uint32Array,
  answers: Answers,
  ask: (value: T) => number,
): Answers {
  const write = (number: number) => {
    const value = values[number];
    if (value !== undefined) answers[number] = ask(value);
  };
  if (values.length < rows.length) for (let number = 0; number < values.length; number++) write(number);
  else for (const row of rows) write(numbers[row] ?? 0);
  return answers;
}
