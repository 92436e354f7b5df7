/** Under these names a body tells of a person. */
const personal = new Set([
  ...['givenNames', 'familyName', 'givenName', 'otherNames', 'birthDate', 'phone', 'safeContact', 'school', 'text'],
  ...['prosecutorReference', 'street', 'directions', 'content', 'codeWord', 'title', 'link', 'code'],
]);
/** Whose `name` is a person's. What is called so elsewhere is a house, an agency or a site. */
const people = new Set(['professional', 'safeParent']);
const shortest = 4;

/** Words of one body that tell of a person: whole values, and the words of names. */
function* wordsIn(value, under = '', name = '') {
  if (typeof value === 'string') {
    if (!(personal.has(name) || (name === 'name' && people.has(under)))) return;
    yield value;
    if (/name|^otherNames/i.test(name)) for (const part of value.split(/[\s-]+/)) yield part;
    if (name === 'phone') yield value.replace(/\D/g, '');
    return;
  }
  if (Array.isArray(value)) for (const one of value) yield* wordsIn(one, under, name);
  else if (typeof value === 'object' && value !== null)
    // Titles and places of programmes are told to everybody in the network.
    for (const [own, one] of Object.entries(value)) if (own !== 'texts') yield* wordsIn(one, name, own);
}

/**
 * Notes what is sent by this process's `fetch` from now on, and what is given to `note`; `words()` are those that tell of a
 * person, `stop()` ends it.
 */
export function noteBodies() {
  const before = globalThis.fetch;
  const words = new Set();
  let bodies = 0;
  const note = (body) => {
    bodies += 1;
    for (const word of wordsIn(body)) if (word.trim().length >= shortest) words.add(word.trim());
  };
  globalThis.fetch = (url, init) => {
    if (typeof init?.body === 'string' && init.body.startsWith('{')) note(JSON.parse(init.body));
    return before(url, init);
  };
  return { note, words: () => [...words], bodies: () => bodies, stop: () => void (globalThis.fetch = before) };
}

const letters = /[\p{L}\p{N}]+/gu;

/**
 * A finder of whole words in a text, as they are, as JSON and as an address writes them. Looks for tens of thousands in a
 * text of many megabytes: only a form all of whose letters stand somewhere in the text is looked for itself.
 */
export function finderOf(words) {
  const forms = new Set(words.flatMap((word) => [word, JSON.stringify(word).slice(1, -1), encodeURIComponent(word)]));
  const known = [...forms].map((form) => {
    const escaped = form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
    const whole = new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, 'u');
    return { form, parts: form.match(letters) ?? [], whole };
  });
  return (text) => {
    const there = new Set();
    for (const [part] of text.matchAll(letters)) there.add(part);
    return known
      .filter(({ parts, whole }) => parts.length > 0 && parts.every((part) => there.has(part)) && whole.test(text))
      .map(({ form }) => form);
  };
}
