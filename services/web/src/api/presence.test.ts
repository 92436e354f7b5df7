import { createPresence } from './presence.js';

it('takes somebody for present for a minute after a touch or a key', () => {
  const page = new EventTarget();
  let nowMs = 1_000_000;
  const presence = createPresence(page, () => nowMs);
  nowMs += 61_000;
  expect(presence.isThere()).toBe(false);
  for (const type of ['keydown', 'pointerdown']) {
    page.dispatchEvent(new Event(type));
    expect(presence.isThere()).toBe(true);
    nowMs += 59_000;
    expect(presence.isThere()).toBe(true);
    nowMs += 2_000;
    expect(presence.isThere()).toBe(false);
  }
});
