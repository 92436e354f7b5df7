const windowMs = 60_000;
const mostDeaths = 5;

/**
 * What to do after a service has died: wait so many milliseconds (twice as long each time, 10 s at most) and start it
 * anew, or give up when it has died more than 5 times within a minute. Takes the times of its deaths and the time now, in ms.
 */
export function restartDecision(deathTimesMs, nowMs) {
  const deaths = deathTimesMs.filter((time) => nowMs - time < windowMs).length;
  if (deaths > mostDeaths) return { giveUp: true, deaths };
  return { giveUp: false, waitMs: Math.min(250 * 2 ** Math.max(deaths - 1, 0), 10_000) };
}
