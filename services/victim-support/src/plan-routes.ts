import {
  Acting,
  AddNote,
  AskCounselling,
  CloseCase,
  EndAppointment,
  EndCounselling,
  EndGoal,
  EndStep,
  MakeAppointment,
  PlanStep,
  SetGoal,
  SupportCaseView,
  WriteSafetyPlan,
} from '@abri/contracts/support-api';
import type { VictimCategory } from '@abri/contracts/support-case';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { categoryNow, change, changeWithText, shown } from './cases.js';
import type { CaseCommand } from './domain/case-commands.js';
import type { Application } from './http.js';

const OneCase = z.strictObject({ caseId: Id });
const one = <K extends string>(name: K) =>
  z.strictObject({ caseId: Id, [name]: Id } as { caseId: typeof Id } & Record<K, typeof Id>);

/** What a step of the plan becomes: a command, and perhaps a text that is sealed beside it. */
interface Planned {
  command: CaseCommand;
  text?: { record: string; fields: unknown };
}
interface Now {
  by: string;
  now: string;
  category: VictimCategory;
}

/** The shared plan: goals and steps, counselling, appointments, notes, the safety plan, closing. */
export function planRoutes(http: Http, app: Application): void {
  const step = <P extends z.ZodObject<{ caseId: typeof Id }>, B extends z.ZodObject<{ as: z.ZodOptional<typeof Id> }>>(
    route: { path: string; summary: string; params: P; body: B; status?: number },
    plan: (now: Now, params: z.infer<P>, body: z.infer<B>, ids: { next(): string }) => Planned,
  ) =>
    http.route({
      method: 'post',
      path: `/cases/:caseId${route.path}`,
      summary: route.summary,
      roles: ['support'],
      params: route.params,
      body: route.body,
      response: SupportCaseView,
      status: route.status ?? 200,
      async handler({ params, body, user, idempotencyKey: given, req }) {
        const { caseId } = params as { caseId: string };
        const by = await app.actingFor(user, (body as { as?: string }).as);
        const idempotencyKey = scopedKey(user, req, given);
        const now = { by, now: app.now(), category: await categoryNow(app, caseId) };
        const planned = plan(now, params as z.infer<P>, body as z.infer<B>, idsOf(idempotencyKey, app.ids));
        const o = { reader: { who: user.id, partnerIds: [by] }, idempotencyKey };
        return shown(
          planned.text
            ? await changeWithText(app, caseId, planned.command, planned.text, o)
            : await change(app, caseId, planned.command, o),
        );
      },
    });
  const textOf = (id: string, fields: string) => ({ record: `text:${id}`, fields });

  step(
    { path: '/counselling', summary: 'Refer to counselling', params: OneCase, body: AskCounselling, status: 201 },
    ({ by, now }, _, { kind, partnerId }, ids) => ({
      command: { do: 'askCounselling', by, now, referralId: ids.next(), kind, partnerId },
    }),
  );
  step(
    { path: '/counselling/:referralId/start', summary: 'It has begun', params: one('referralId'), body: Acting },
    (now, { referralId }) => ({ command: { do: 'startCounselling', ...now, referralId } }),
  );
  step(
    { path: '/counselling/:referralId/end', summary: 'It has ended', params: one('referralId'), body: EndCounselling },
    ({ by, now }, { referralId }, { outcome }) => ({
      command: { do: 'endCounselling', by, now, referralId, outcome },
    }),
  );
  step(
    { path: '/goals', summary: 'Set a goal', params: OneCase, body: SetGoal, status: 201 },
    ({ by, now }, _, { profession, text }, ids) => {
      const goalId = ids.next();
      return { command: { do: 'setGoal', by, now, goalId, profession }, text: textOf(goalId, text) };
    },
  );
  step(
    { path: '/goals/:goalId/end', summary: 'A goal is reached or dropped', params: one('goalId'), body: EndGoal },
    ({ by, now }, { goalId }, { outcome }) => ({ command: { do: 'endGoal', by, now, goalId, as: outcome } }),
  );
  step(
    { path: '/goals/:goalId/steps', summary: 'Plan a step', params: one('goalId'), body: PlanStep, status: 201 },
    ({ by, now }, { goalId }, { partnerId, dueOn, text }, ids) => {
      const stepId = ids.next();
      return {
        command: { do: 'planStep', by, now, goalId, stepId, partnerId, dueOn },
        text: textOf(stepId, text),
      };
    },
  );
  step(
    {
      path: '/goals/:goalId/steps/:stepId/end',
      summary: 'A step is done or dropped',
      params: z.strictObject({ caseId: Id, goalId: Id, stepId: Id }),
      body: EndStep,
    },
    (now, { goalId, stepId }, { outcome }) => ({ command: { do: 'endStep', ...now, goalId, stepId, as: outcome } }),
  );
  step(
    { path: '/appointments', summary: 'Make an appointment', params: OneCase, body: MakeAppointment, status: 201 },
    ({ by, now }, _, { partnerId, kind, startsAt, minutes, remindHours, text }, ids) => {
      const appointmentId = ids.next();
      return {
        command: {
          do: 'makeAppointment',
          by,
          now,
          appointmentId,
          partnerId,
          kind,
          startsAt: new Date(startsAt).toISOString(),
          minutes,
          remindHours,
        },
        text: textOf(appointmentId, text),
      };
    },
  );
  step(
    {
      path: '/appointments/:appointmentId/reminded',
      summary: 'The person has been reminded',
      params: one('appointmentId'),
      body: Acting,
    },
    ({ by, now }, { appointmentId }) => ({ command: { do: 'reminded', by, now, appointmentId } }),
  );
  step(
    {
      path: '/appointments/:appointmentId/end',
      summary: 'An appointment was kept, missed or called off',
      params: one('appointmentId'),
      body: EndAppointment,
    },
    (now, { appointmentId }, { outcome }) => ({
      command: { do: 'endAppointment', ...now, appointmentId, as: outcome },
    }),
  );
  step(
    { path: '/notes', summary: 'Add a note for those who share the plan', params: OneCase, body: AddNote, status: 201 },
    ({ by, now }, _, { text }, ids) => {
      const noteId = ids.next();
      return { command: { do: 'addNote', by, now, noteId }, text: textOf(noteId, text) };
    },
  );
  step(
    { path: '/safety-plan', summary: 'Write the safety plan', params: OneCase, body: WriteSafetyPlan },
    (now, _, { plan }, ids) => {
      const recordId = ids.next();
      return {
        command: { do: 'writeSafetyPlan', ...now, recordId },
        text: { record: `safety:${recordId}`, fields: plan },
      };
    },
  );
  step(
    { path: '/close', summary: 'Close the case', params: OneCase, body: CloseCase },
    ({ by, now }, _, { reason }) => ({ command: { do: 'close', by, now, reason } }),
  );
  step({ path: '/reopen', summary: 'Open it again', params: OneCase, body: Acting }, (now) => ({
    command: { do: 'reopen', ...now },
  }));
}
