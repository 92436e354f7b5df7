import { emptyDraft, toRequest } from './draft.js';
import { forgetKept, keepCall, takeKept } from './kept-draft.js';

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
  const call = { worker: 'Camille', draft: { ...emptyDraft, pets: 2 }, requestId: 'r1', sending: null };
  keepCall(call, tab);
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

it('gives back a request that had no answer with its key, but nothing that is no request', () => {
  const tab = storage();
  const draft = {
    ...emptyDraft,
    people: [{ id: 1, kind: 'woman' as const, age: null, pregnant: false }],
  };
  const body = toRequest(draft, 'assign');
  if (!body) throw new Error('the draft is whole');
  const call = { worker: 'Camille', draft, requestId: null, sending: { body, key: 'key-1' } };
  keepCall(call, tab);
  expect(takeKept(tab)).toEqual(call);
  tab.setItem('abri.call', JSON.stringify({ ...call, sending: { body: { mode: 'assign' }, key: 'key-1' } }));
  expect(takeKept(tab)).toEqual({ ...call, sending: null });
  keepCall(call, tab);
  forgetKept(tab);
  expect(tab.length).toBe(0);
});
