import {
  AnswerBreach,
  DecideMeasure,
  DeclineProposal,
  EndMeasure,
  Nothing,
  PenalFileView,
  ProlongMeasure,
  ReportBreach,
  ReportCompliance,
} from '@abri/contracts/hosting-api';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import type { FileCommand } from './domain/file-commands.js';
import { change } from './files.js';
import type { Application } from './http.js';

const OneFile = z.strictObject({ fileId: Id });
const OneMeasure = z.strictObject({ fileId: Id, measureId: Id });
const OneBreach = z.strictObject({ fileId: Id, breachId: Id });
const OneProposal = z.strictObject({ fileId: Id, proposalId: Id });

/** What a step becomes: a command, and perhaps a text that is sealed beside it. */
interface Step {
  command: FileCommand;
  text?: { id: string; text: string };
}
interface Now {
  by: string;
  now: string;
}

/** Measures: deciding, prolonging, ending, compliance, breaches, and the answers to what is proposed. */
export function measureRoutes(http: Http, app: Application): void {
  const step = <P extends typeof OneFile, B extends z.ZodType>(
    route: { path: string; summary: string; params: P; body: B; status?: number },
    plan: (now: Now, params: z.infer<P>, body: z.infer<B>, ids: { next(): string }) => Step,
  ) =>
    http.route({
      method: 'post',
      path: `/files/:fileId${route.path}`,
      summary: route.summary,
      roles: ['justice'],
      params: route.params,
      body: route.body,
      response: PenalFileView,
      status: route.status ?? 200,
      async handler({ params, body, user, idempotencyKey: given, req }) {
        const idempotencyKey = scopedKey(user, req, given);
        const now = { by: user.id, now: app.now() };
        const ids = idsOf(idempotencyKey, app.ids);
        const { command, text } = plan(now, params as z.infer<P>, body as z.infer<B>, ids);
        const { fileId } = params as { fileId: string };
        return change(app, fileId, command, { who: user.id, idempotencyKey }, text);
      },
    });

  step(
    {
      path: '/decisions',
      summary: 'Decide a measure: up, beside, or down the ladder where the decision says so',
      params: OneFile,
      body: DecideMeasure,
      status: 201,
    },
    (now, _params, { text, consents, ...body }, ids) => {
      const decisionId = ids.next();
      const { mediationUpTo } = app;
      const measureId = ids.next();
      return {
        command: { do: 'decide', ...now, ...body, decisionId, measureId, consents: consents ?? null, mediationUpTo },
        text: { id: decisionId, text },
      };
    },
  );
  step(
    {
      path: '/measures/:measureId/prolong',
      summary: 'Decide a later last day of a measure in force',
      params: OneMeasure,
      body: ProlongMeasure,
    },
    (now, { measureId }, { until, grounds, text }, ids) => {
      const decisionId = ids.next();
      return {
        command: { do: 'prolong', ...now, measureId, until, grounds, decisionId },
        text: { id: decisionId, text },
      };
    },
  );
  step(
    {
      path: '/measures/:measureId/end',
      summary: 'Decide that a measure ends before its term; the rung stays',
      params: OneMeasure,
      body: EndMeasure,
    },
    (now, { measureId }, { why, grounds, text }, ids) => {
      const decisionId = ids.next();
      return {
        command: { do: 'endMeasure', ...now, measureId, why, grounds, decisionId, proposalId: ids.next() },
        text: { id: decisionId, text },
      };
    },
  );
  step(
    {
      path: '/measures/:measureId/withdraw-consent',
      summary: 'One of the two takes the consent to a mediation back: it stops at once',
      params: OneMeasure,
      body: Nothing,
    },
    (now, { measureId }, _body, ids) => ({
      command: { do: 'withdrawConsent', ...now, measureId, proposalId: ids.next() },
    }),
  );
  step(
    {
      path: '/measures/:measureId/compliance',
      summary: 'Report how a measure is kept',
      params: OneMeasure,
      body: ReportCompliance,
      status: 201,
    },
    (now, { measureId }, body, ids) => ({
      command: { do: 'reportCompliance', ...now, ...body, measureId, reportId: ids.next() },
    }),
  );
  step(
    {
      path: '/measures/:measureId/breaches',
      summary: 'Report a breach; the next step is proposed with its reason',
      params: OneMeasure,
      body: ReportBreach,
      status: 201,
    },
    (now, { measureId }, { kind, on, text }, ids) => {
      const breachId = ids.next();
      return {
        command: { do: 'reportBreach', ...now, measureId, kind, on, breachId, proposalId: ids.next() },
        text: { id: breachId, text },
      };
    },
  );
  step(
    {
      path: '/breaches/:breachId/answer',
      summary: 'Answer a breach by a warning, or as unfounded',
      params: OneBreach,
      body: AnswerBreach,
    },
    (now, { breachId }, body) => ({ command: { do: 'answerBreach', ...now, ...body, breachId } }),
  );
  step(
    {
      path: '/proposals/:proposalId/decline',
      summary: 'Decide not to do what is proposed',
      params: OneProposal,
      body: DeclineProposal,
    },
    (now, { proposalId }, { grounds }) => ({ command: { do: 'declineProposal', ...now, proposalId, grounds } }),
  );
}
