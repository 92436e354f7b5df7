import type { HealthList } from '@abri/contracts/board-api';
import { serviceConnector } from '@abri/service-kit/service-tls';
import { Agent, request } from 'undici';

const waitMs = 2_000;

/** How to ask each service whether it is ready, all at once, each for 2 s at most. Of several replicas one that is ready will do. */
export function healthAsker(
  upstreams: Readonly<Record<string, readonly string[]>>,
  now: () => number,
): () => Promise<HealthList> {
  const dispatcher = new Agent({ connect: serviceConnector(waitMs) });
  const ask = async (url: string) => {
    const asked = now();
    try {
      const { statusCode, body } = await request(new URL('/health/ready', url), {
        dispatcher,
        headersTimeout: waitMs,
        bodyTimeout: waitMs,
        signal: AbortSignal.timeout(waitMs),
      });
      await body.dump();
      return { ready: statusCode === 200, latencyMs: Math.max(now() - asked, 0) };
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
