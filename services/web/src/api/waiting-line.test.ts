import { createWaitingLine } from './waiting-line.js';

const entry = () => ({ maybeSent: false, stopped: false });

it('tells whoever looks what waits, and forgets what was answered', () => {
  const waiting = createWaitingLine();
  let changes = 0;
  const end = waiting.subscribe(() => (changes += 1));
  const [one, other] = [entry(), entry()];
  waiting.add(one, false);
  waiting.add(one, false);
  waiting.add(other, true);
  expect([waiting.entries(), changes]).toEqual([[one, other], 2]);
  waiting.remove(one);
  waiting.remove(one);
  expect([waiting.entries(), changes]).toEqual([[other], 3]);
  end();
  waiting.remove(other);
  expect(changes).toBe(3);
});

it('never says again that nothing was sent once it may have arrived', () => {
  const waiting = createWaitingLine();
  const one = entry();
  waiting.add(one, true);
  waiting.add(one, false);
  expect(one.maybeSent).toBe(true);
});

it('stops all that waits', () => {
  const waiting = createWaitingLine();
  const [one, later] = [entry(), entry()];
  waiting.add(one, true);
  waiting.stopAll();
  waiting.add(later, false);
  expect([one.stopped, later.stopped, waiting.entries()]).toEqual([true, false, [later]]);
});
