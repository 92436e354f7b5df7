import { SafetyAnswer, SafetyQuestion } from '@abri/contracts/matching-api';
import type { Shelter } from '@abri/contracts/shelter';
import { communeOf } from '@abri/geo/district';
import type { Audit } from '@abri/service-kit/audit';
import type { Http } from '@abri/service-kit/http';
import type { Logger } from '@abri/service-kit/log';
import type { MetricsRegistry } from '@abri/service-kit/metrics';
import { Counter } from 'prom-client';
import { answer } from './domain/safety/ledger.js';
import { partsOf } from './domain/safety/parts.js';
import { problemOf } from './refusals.js';
import { padKm } from './safety-pad.js';
import type { LinkedRequest, SafetyStore } from './safety-store.js';

/** What answering needs of the service around it. */
export interface SafetyDesk {
  places: { shelters: readonly Shelter[]; rowOf(shelterId: string): number | undefined };
  store: SafetyStore;
  audit: Audit;
  clock: { now(): Date };
  padKey: string;
  /** Is told of a question too many. */
  spent(): void;
}

/** Answers "is this commune safe for this case?" with the same work for every case, known or not. */
export function createSafetyQuestions(desk: SafetyDesk): (question: SafetyQuestion, who: string) => Promise<boolean> {
  let cut: { of: string; withHouse: ReadonlySet<string>; parts: string[][] } | undefined;
  /** The parts of the district, made anew only when a house opens in a new commune. */
  const district = () => {
    const codes = [...new Set(desk.places.shelters.map(({ commune }) => commune))].filter(communeOf).sort();
    const of = codes.join();
    if (cut?.of !== of) {
      const withHouse = new Set(codes);
      cut = { of, withHouse, parts: partsOf(withHouse) };
    }
    return cut;
  };
  /** Where the household lives. On the way to another house it is not known: both would have to be safe. */
  const placeOf = (request: LinkedRequest | null): string | null => {
    if (request?.status.state !== 'placed' || request.moving) return null;
    const row = desk.places.rowOf(request.status.shelterId);
    return (row === undefined ? undefined : desk.places.shelters[row]?.commune) ?? null;
  };
  return async ({ link, commune }, who) => {
    const now = desk.clock.now().toISOString();
    const request = await desk.store.requestOf(link);
    // All codes of a request share one ledger: five codes are not five budgets.
    const caseId = request ? `request:${request.requestId}` : `link:${link}`;
    const { withHouse, parts } = district();
    const question = {
      place: placeOf(request),
      commune,
      withHouse,
      parts,
      now,
      padKm: (part: readonly string[], asked: string) => padKm(desk.padKey, caseId, part, asked),
    };
    for (;;) {
      const { ledger, version } = await desk.store.load(caseId);
      const answered = answer(ledger, question);
      if (!(await desk.store.save(caseId, version, answered.ledger))) continue;
      await desk.audit.append({ at: now, who, action: 'safetyAsked', subject: link, purpose: commune });
      if (answered.spent) desk.spent();
      return answered.safe;
    }
  };
}

/** Tells operators of questions too many. No case is named: the audit log knows which. */
export function alertOfSpentBudgets(registry: MetricsRegistry, log: Logger): () => void {
  const spent = new Counter({
    name: 'abri_safety_questions_over_budget_total',
    help: 'Questions about the safety of a commune that came after the budget of their case',
    registers: [registry],
  });
  return () => {
    spent.inc();
    log.warn({ alert: 'safetyBudgetSpent' }, 'a case was asked about more often than its budget allows; see the audit');
  };
}

/** The one route. It is for services: who asks on whose behalf is in the audit of the service that asks. */
export function safetyRoutes(
  http: Http,
  o: { ask: ReturnType<typeof createSafetyQuestions>; isReady(): boolean },
): void {
  http.route({
    method: 'post',
    path: '/safety-questions',
    summary: 'Whether a commune is safe for a case: yes, or no and not known; counted and audited',
    roles: ['service'],
    body: SafetyQuestion,
    response: SafetyAnswer,
    async handler({ body, user }) {
      if (!o.isReady()) throw problemOf('notReady');
      return { safe: await o.ask(body, user.id) };
    },
  });
}
