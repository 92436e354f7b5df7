import type { HealthList } from '@abri/contracts/board-api';
import { readinessAsker } from '@abri/service-kit/addresses';

/** How to ask each service whether it is ready, all at once, each for 2 s at most. Of several replicas one that is ready will do. */
export function healthAsker(
  upstreams: Readonly<Record<string, readonly string[]>>,
  now: () => number,
): () => Promise<HealthList> {
  const readiness = readinessAsker();
  const ask = async (url: string) => {
    const asked = now();
    try {
      const ready = await readiness.ask(url);
      return { ready, latencyMs: Math.max(now() - asked, 0) };
    } catch {
      return { ready: false, latencyMs: null };
    }
  };
  const askReplicas = async ([service, urls]: [string, readonly string[]]) => {
    const replicas = await Promise.all(urls.map(ask));
    const best = replicas.find(({ ready }) => ready) ?? replicas.find(({ latencyMs }) => latencyMs !== null);
    return { service, ...(best ?? { ready: false, latencyMs: null }) };
  };
  return async () => ({ services: await Promise.all(Object.entries(upstreams).map(askReplicas)) });
}
