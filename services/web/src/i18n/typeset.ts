/**
 * Sets a text as its language wants it. French keeps its signs of two parts to the word before them by a space that does not break: else a
 * question mark begins a line of its own on a phone.
 */
export const typeset = (locale: string, text: string): string =>
  locale === 'fr'
    ? text
        .replace(/ (?=[?!;])/g, '\u202f')
        .replace(/ (?=[:»])/g, '\u00a0')
        .replace(/« /g, '«\u00a0')
    : text;

/** A tree of texts, each set as its language wants it. */
export const typesetAll = <T extends object>(locale: string, tree: T): T =>
  JSON.parse(JSON.stringify(tree), (_key, value: unknown) =>
    typeof value === 'string' ? typeset(locale, value) : value,
  ) as T;
