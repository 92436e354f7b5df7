import { CertificateView, SeriesView, SignUp } from '@abri/contracts/programmes-api';
import { ParticipantSubjectAccess } from '@abri/contracts/subject-access';
import { Id } from '@abri/contracts/vocabulary';
import { PersonErased } from '@abri/personal-data/vault';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { decide } from './domain/decide.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';
import { forget } from './retention.js';
import { readSeries, runsProgrammes, taken, viewOf } from './series.js';
import { OneSeries, partners } from './series-routes.js';
import { participantSubjectAccess } from './subject-access.js';

const OneParticipant = z.strictObject({ seriesId: Id, participantId: Id });
const Nothing = z.strictObject({});

/** Signing up for trainings: each partner's worker for themselves, those who run the programmes for anybody. */
export function participantRoutes(http: Http, app: Application): void {
  const kept = (...[participantId, professional]: Parameters<Application['professionals']['put']>) =>
    app.professionals.put(participantId, professional).catch((error: unknown) => {
      throw error instanceof PersonErased ? problemOf({ refused: 'participantErased' }) : error;
    });
  const signUp = (path: string, summary: string, forOthers: boolean) =>
    http.route({
      method: 'post',
      path,
      summary,
      roles: forOthers ? ['programmes'] : partners,
      params: OneSeries,
      body: SignUp,
      response: SeriesView,
      status: 201,
      async handler({ params: { seriesId }, body: { professional, field }, user, idempotencyKey, req }) {
        const { state } = await readSeries(app, seriesId, user);
        const key = scopedKey(user, req, idempotencyKey);
        const participantId = forOthers ? idsOf(key, app.ids).next() : app.ownParticipantId(user, seriesId);
        const command = { do: 'signUp', participantId, field } as const;
        const refusal = decide(command, state);
        if (!('refused' in refusal)) await kept(participantId, professional);
        // An own sign-up after stepping back is a new intention: the key alone tells a repeat.
        const result = taken(await app.series.execute(seriesId, command, { idempotencyKey: key }));
        return viewOf(app, seriesId, result, user);
      },
    });
  signUp('/series/:seriesId/sign-ups', 'Sign somebody up for a training', true);
  signUp('/series/:seriesId/own-sign-up', 'Sign oneself up for a training', false);

  const withdraw = async (
    seriesId: string,
    participantId: string,
    o: { user: Parameters<typeof viewOf>[3]; key: string | undefined },
  ) => {
    const command = { do: 'withdraw', participantId } as const;
    const result = taken(await app.series.execute(seriesId, command, { idempotencyKey: o.key }));
    return viewOf(app, seriesId, result, o.user);
  };
  http.route({
    method: 'post',
    path: '/series/:seriesId/own-sign-up/withdraw',
    summary: 'Step back from a training; the first who waits gets the seat',
    roles: partners,
    params: OneSeries,
    body: Nothing,
    response: SeriesView,
    async handler({ params: { seriesId }, user, idempotencyKey, req }) {
      await readSeries(app, seriesId, user);
      const key = scopedKey(user, req, idempotencyKey);
      return withdraw(seriesId, app.ownParticipantId(user, seriesId), { user, key });
    },
  });
  http.route({
    method: 'post',
    path: '/series/:seriesId/sign-ups/:participantId/withdraw',
    summary: 'Take somebody off the list of a training',
    roles: ['programmes'],
    params: OneParticipant,
    body: Nothing,
    response: SeriesView,
    handler: ({ params: { seriesId, participantId }, user, idempotencyKey, req }) =>
      withdraw(seriesId, participantId, { user, key: scopedKey(user, req, idempotencyKey) }),
  });
  http.route({
    method: 'get',
    path: '/series/:seriesId/sign-ups/:participantId/subject-access',
    summary: 'What is held about a participant, for them (article 15 of the GDPR); audited',
    roles: ['programmes'],
    params: OneParticipant,
    response: ParticipantSubjectAccess,
    async handler({ params: { seriesId, participantId }, user }) {
      const { state } = await readSeries(app, seriesId, user);
      await app.audit.append({ at: app.now(), who: user.id, action: 'subjectAccess', subject: participantId });
      return participantSubjectAccess(app, { seriesId, state, participantId });
    },
  });
  http.route({
    method: 'post',
    path: '/series/:seriesId/sign-ups/:participantId/erase',
    summary: 'Erase a participant’s name for good; what was counted stays counted',
    roles: ['programmes'],
    params: OneParticipant,
    body: Nothing,
    async handler({ params: { seriesId, participantId }, user }) {
      const { state } = await readSeries(app, seriesId, user);
      if (!state.participants.some((one) => one.participantId === participantId))
        throw problemOf({ refused: 'noSuchParticipant' });
      await forget(app, participantId, user.id);
      return undefined;
    },
  });
  http.route({
    method: 'get',
    path: '/series/:seriesId/certificates/:participantId',
    summary: 'A certificate to print; audited',
    roles: partners,
    params: OneParticipant,
    response: CertificateView,
    async handler({ params: { seriesId, participantId }, user }) {
      const { state } = await readSeries(app, seriesId, user);
      const may = runsProgrammes(user) || participantId === app.ownParticipantId(user, seriesId);
      const participant = state.participants.find((one) => one.participantId === participantId);
      const professional = (await app.professionals.get([participantId])).get(participantId);
      if (!may || !participant?.certificateId || !professional) throw problemOf({ refused: 'noSuchCertificate' });
      await app.audit.append({ at: app.now(), who: user.id, action: 'certificateRead', subject: participantId });
      const held = state.sessions.filter((session) => session.state === 'held');
      const title = (await app.texts.get([state.textId])).get(state.textId)?.title ?? '';
      return {
        certificateId: participant.certificateId,
        professional,
        programme: state.programme,
        title,
        days: held.map(({ startsAt }) => startsAt),
        minutes: held.reduce((sum, { minutes }) => sum + minutes, 0),
      };
    },
  });
}
