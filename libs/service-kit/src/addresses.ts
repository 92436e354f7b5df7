import { Agent, request } from 'undici';
import { z } from 'zod';
import { serviceConnector } from './service-tls.js';

/** One address or several, separated by commas: the replicas of a service where nothing else spreads requests over them. */
export const AddressList = z
  .string()
  .transform((list) => list.split(',').map((url) => url.trim()))
  .pipe(z.array(z.url()).min(1));

/** The addresses of one service, and which of them are in use. */
export interface Addresses {
  readonly urls: readonly string[];
  /** The next in turn of those in use, and not one of `tried` while there is another; if all are away, the next of all. */
  pick(tried?: ReadonlySet<string>): string;
  /** It could not be reached: it is out of use until it says that it is ready. */
  away(url: string): void;
  close(): void;
}

const answerWithinMs = 2_000;

/** How to ask a service whether it is ready, for 2 s at most, over connections of its own. Throws when it gives no answer. */
export function readinessAsker(): { ask(url: string): Promise<boolean>; close(): Promise<void> } {
  const dispatcher = new Agent({ connect: serviceConnector(answerWithinMs) });
  return {
    async ask(url) {
      const { statusCode, body } = await request(new URL('/health/ready', url), {
        dispatcher,
        headersTimeout: answerWithinMs,
        bodyTimeout: answerWithinMs,
        signal: AbortSignal.timeout(answerWithinMs),
      });
      await body.dump();
      return statusCode === 200;
    },
    close: () => dispatcher.close(),
  };
}

/**
 * Takes the replicas of a service in turn. With several, each is asked every `askEveryMs` whether it is ready, and one that
 * is not is left alone: it is starting, or stopping and still answers what has come to it.
 */
export function createAddresses(urls: readonly string[], askEveryMs = 500): Addresses {
  const out = new Set<string>();
  let next = 0;
  const first = (fits: (url: string) => boolean) => {
    for (let step = 0; step < urls.length; step++) {
      const url = urls[(next + step) % urls.length];
      if (url === undefined || !fits(url)) continue;
      next = (next + step + 1) % urls.length;
      return url;
    }
    return undefined;
  };
  const readiness = urls.length > 1 ? readinessAsker() : undefined;
  const asked = new Set<string>();
  const askWhetherReady = async (url: string) => {
    if (!readiness || asked.has(url)) return;
    asked.add(url);
    try {
      if (await readiness.ask(url)) out.delete(url);
      else out.add(url);
    } catch {
      out.add(url);
    } finally {
      asked.delete(url);
    }
  };
  const asking =
    readiness !== undefined
      ? setInterval(() => urls.forEach((url) => void askWhetherReady(url)), askEveryMs).unref()
      : undefined;
  return {
    urls,
    pick(tried = new Set()) {
      const [only] = urls;
      if (only !== undefined && urls.length === 1) return only;
      const url =
        first((one) => !out.has(one) && !tried.has(one)) ?? first((one) => !tried.has(one)) ?? first(() => true);
      if (url === undefined) throw new Error('a service has at least one address');
      return url;
    },
    away(url) {
      if (urls.length > 1) out.add(url);
    },
    close() {
      clearInterval(asking);
      void readiness?.close();
    },
  };
}
