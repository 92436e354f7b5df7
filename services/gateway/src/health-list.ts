import type { HealthList } from '@abri/contracts/board-api';
import { request } from 'undici';

const waitMs = 2_000;

/** Asks each service whether it is ready, all at once, each for 2 s at most. */
export async function askHealth(upstreams: Readonly<Record<string, string>>, now: () => number): Promise<HealthList> {
  const services = await Promise.all(
    Object.entries(upstreams).map(async ([service, url]) => {
      const asked = now();
      try {
        const { statusCode, body } = await request(new URL('/health/ready', url), {
          headersTimeout: waitMs,
          bodyTimeout: waitMs,
          signal: AbortSignal.timeout(waitMs),
        });
        await body.dump();
        return { service, ready: statusCode === 200, latencyMs: Math.max(now() - asked, 0) };
      } catch {
        return { service, ready: false, latencyMs: null };
      }
    }),
  );
  return { services };
}
