/** For so long after a touch or a key somebody counts as sitting there: ms. */
const presentMs = 60_000;

/**
 * Whether somebody has used the page just now. Pages read anew by themselves whenever something has changed: if that
 * counted, a session in an empty room would never end.
 */
export function createPresence(page: Pick<EventTarget, 'addEventListener'>, now: () => number) {
  let usedMs = now();
  for (const type of ['pointerdown', 'keydown', 'wheel', 'touchstart'])
    page.addEventListener(type, () => void (usedMs = now()), { passive: true, capture: true });
  return { isThere: () => now() - usedMs < presentMs };
}

export const presence = createPresence(globalThis.document ?? new EventTarget(), Date.now);
