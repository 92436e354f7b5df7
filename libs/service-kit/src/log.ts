import { trace } from '@opentelemetry/api';
import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino';

export type { Logger } from 'pino';

/** A logger of JSON lines with the running trace's id. Secrets are cut out; personal data are never passed in. */
export function createLogger(
  service: string,
  level = process.env.LOG_LEVEL ?? 'info',
  to: DestinationStream = pino.destination(1),
): Logger {
  const options: LoggerOptions = {
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: ['*.authorization', '*.cookie', '*.password', '*.token', 'headers', 'body'], remove: true },
    mixin() {
      const traceId = trace.getActiveSpan()?.spanContext().traceId;
      return traceId ? { traceId } : {};
    },
  };
  return pino(options, to);
}

/**
 * Why something failed, for the log: the error's own words, never data. Where a name has several addresses and none answers,
 * the error has a code and no words.
 */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message || ((error as NodeJS.ErrnoException).code ?? error.name) : 'unknown';
