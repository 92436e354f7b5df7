/**
 * How long (ms) a service that was told to stop still takes what comes to it: it says at once that it is not ready, and whoever
 * spreads requests over its replicas needs that time to hear of it. DRAIN_SECONDS; 3 in production, else none.
 */
export function drainMs(env: NodeJS.ProcessEnv = process.env): number {
  const seconds = Number(env.DRAIN_SECONDS ?? (env.NODE_ENV === 'production' ? 3 : 0));
  return Number.isFinite(seconds) && seconds > 0 ? seconds * 1_000 : 0;
}
