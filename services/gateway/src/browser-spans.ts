import { BrowserSpans, isRecorded, type TelemetryAnswer } from '@abri/contracts/telemetry-api';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Logger } from '@abri/service-kit/log';
import type { MetricsRegistry } from '@abri/service-kit/metrics';
import { untraced } from '@abri/service-kit/sampling';
import express, { type RequestHandler } from 'express';
import { Counter } from 'prom-client';
import { request } from 'undici';

/** Where the spans of pages go, and the share of traces that is recorded; null where none is collected. */
export type Collector = { url: string; share: number } | null;

const bodyLimitBytes = 64 * 1024;
const sendWithinMs = 3_000;
/** What the collector is told of who made these spans. A page says nothing of itself that could tell one from another. */
const resource = { attributes: [{ key: 'service.name', value: { stringValue: 'web' } }] };

/**
 * Takes the spans of a page and passes those of recorded traces on. Only what the contract knows gets through, so no
 * page can have anything written into the traces but patterns, times and statuses. The page does not wait for the collector.
 */
export function browserSpans(o: { collector: Collector; registry: MetricsRegistry; log: Logger }): RequestHandler[] {
  const { collector } = o;
  const counted = new Counter({
    name: 'gateway_browser_spans_total',
    help: 'Spans of pages: sent on, left out because their trace is not recorded, or lost because the collector is away',
    labelNames: ['outcome'] as const,
    registers: [o.registry],
  });
  for (const outcome of ['sent', 'left', 'lost']) counted.inc({ outcome }, 0);
  let away = false;
  const send = async (url: string, spans: BrowserSpans['resourceSpans'][number]['scopeSpans'][number]['spans']) => {
    const body = JSON.stringify({
      resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'abri.web' }, spans }] }],
    });
    try {
      const signal = AbortSignal.timeout(sendWithinMs);
      const headers = { 'content-type': 'application/json' };
      const answer = await request(url, { method: 'POST', headers, body, signal });
      await answer.body.dump();
      if (answer.statusCode >= 300) throw new Error(`answered ${answer.statusCode}`);
      counted.inc({ outcome: 'sent' }, spans.length);
      away = false;
    } catch (error) {
      counted.inc({ outcome: 'lost' }, spans.length);
      if (!away) o.log.warn({ reason: (error as Error).message }, 'the collector does not take the spans of pages');
      away = true;
    }
  };
  return [
    express.json({ limit: bodyLimitBytes }),
    (req, res) => {
      const share = collector?.share ?? 0;
      const told = BrowserSpans.safeParse(req.body);
      if (!told.success)
        throw new HttpProblem(400, 'not-valid', 'The request is not valid', { detail: 'Nothing was passed on.' });
      res.json({ share } satisfies TelemetryAnswer);
      const spans = told.data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
      const recorded = spans.filter(({ traceId }) => isRecorded(traceId, share));
      counted.inc({ outcome: 'left' }, spans.length - recorded.length);
      if (collector && recorded.length > 0) void untraced(() => send(collector.url, recorded));
    },
  ];
}
