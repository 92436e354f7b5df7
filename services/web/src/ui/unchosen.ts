/** The option of a list from which nothing has been chosen yet: a form must not say what nobody said. */
export const unchosen = { value: '', label: '—' };
