import { emptyDraft } from './draft.js';
import { keepForSignIn, takeKept } from './kept-draft.js';

function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, value) => void kept.set(name, value),
    removeItem: (name) => void kept.delete(name),
  };
}

it('gives a call back once, and leaves nothing of it in the tab', () => {
  const tab = storage();
  const call = { worker: 'Camille', draft: { ...emptyDraft, pets: 2 }, requestId: 'r1' };
  keepForSignIn(call, tab);
  expect(takeKept(tab)).toEqual(call);
  expect(tab.length).toBe(0);
  expect(takeKept(tab)).toBeNull();
});

it.each(['', '{', '[]', '"text"', '{"worker":"x"}', '{"draft":{"people":[]}}'])(
  'takes no call from %j, and removes it',
  (text) => {
    const tab = storage();
    tab.setItem('abri.call', text);
    expect(takeKept(tab)).toBeNull();
    expect(tab.length).toBe(0);
  },
);
