import { createHash, randomBytes } from 'node:crypto';
import { CalendarLink } from '@abri/contracts/child-followup-api';
import type { TaskKind } from '@abri/contracts/child-protocol';
import { referenceOf } from '@abri/contracts/placement';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Http } from '@abri/service-kit/http';
import ical from 'ical-generator';
import { type Connection, Schema } from 'mongoose';
import { z } from 'zod';
import type { Desk } from './cases.js';
import type { TaskDocument } from './rows.js';

/** Whose calendar a link shows. A worker has one link; a new one ends the one before. */
export interface CalendarLinks {
  renew(worker: string, teams: readonly string[], at: string): Promise<string>;
  of(token: string): Promise<{ worker: string; teams: string[] } | null>;
  end(worker: string): Promise<void>;
}

const digest = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Links in MongoDB, in `calendars`: only a digest of each token is kept. */
export function mongoCalendarLinks(connection: Connection): CalendarLinks {
  type Row = { _id: string; digest: string; teams: string[]; at: string };
  const schema = new Schema<Row>(
    { _id: String, digest: String, teams: [String], at: String },
    { collection: 'calendars', versionKey: false },
  );
  schema.index({ digest: 1 });
  const model = connection.model('calendar', schema);
  return {
    async renew(worker, teams, at) {
      const token = randomBytes(24).toString('base64url');
      const fields = { digest: digest(token), teams: [...teams], at };
      await model.updateOne({ _id: worker }, { $set: fields }, { upsert: true }).exec();
      return token;
    },
    async of(token) {
      const row = await model
        .findOne({ digest: digest(token) })
        .lean<Row>()
        .exec();
      return row ? { worker: row._id, teams: row.teams } : null;
    },
    async end(worker) {
      await model.deleteOne({ _id: worker }).exec();
    },
  };
}

const words: Readonly<Record<'fr' | 'en', Readonly<Record<TaskKind | 'name', string>>>> = {
  fr: {
    name: 'Abri : mes tâches',
    firstContact: 'Premier contact',
    psychologicalAssessment: 'Évaluation psychologique',
    schooling: 'Scolarité',
    health: 'Santé',
    safeParentMeeting: 'Entretien avec le parent protecteur',
    groupSession: 'Séance de groupe',
    review: 'Revue',
    other: 'Tâche',
  },
  en: {
    name: 'Abri: my tasks',
    firstContact: 'First contact',
    psychologicalAssessment: 'Psychological assessment',
    schooling: 'Schooling',
    health: 'Health',
    safeParentMeeting: 'Meeting with the safe parent',
    groupSession: 'Group session',
    review: 'Review',
    other: 'Task',
  },
};

/** A calendar of tasks: what kind of task, the case's reference, and when. No name, no place, no free text. */
export function calendarOf(tasks: readonly TaskDocument[], language: 'fr' | 'en'): string {
  const text = words[language];
  const calendar = ical({ name: text.name, prodId: { company: 'Abri', product: 'child-followup' } });
  for (const task of tasks) {
    const start = new Date(task.dueAt);
    calendar.createEvent({
      id: task._id,
      start,
      end: new Date(start.getTime() + 30 * 60_000),
      summary: `${text[task.kind]} · ${referenceOf(task.caseId)}`,
    });
  }
  return calendar.toString();
}

/** A feed for the calendar on a worker's phone: by a secret link, because a calendar cannot sign in. */
export function calendarRoutes(http: Http, desk: Desk, links: CalendarLinks): void {
  http.route({
    method: 'post',
    path: '/calendar-link',
    summary: 'A new secret link to the own calendar; the one before ends',
    roles: ['child-protection'],
    response: CalendarLink,
    async handler({ user }) {
      const token = await links.renew(user.id, user.teamIds, desk.now());
      await desk.audit.append({ at: desk.now(), who: user.id, action: 'calendarLink', subject: user.id });
      return { path: `/calendar/${token}` };
    },
  });
  http.route({
    method: 'delete',
    path: '/calendar-link',
    summary: 'End the link to the own calendar',
    roles: ['child-protection'],
    async handler({ user }) {
      await links.end(user.id);
      return undefined;
    },
  });
  const Query = z.strictObject({ lang: z.enum(['fr', 'en']).default('fr') });
  http.app.get('/calendar/:token', async (req, res) => {
    const found = /^[\w-]{32}$/.test(req.params.token) ? await links.of(req.params.token) : null;
    if (!found) throw new HttpProblem(404, 'no-such-calendar', 'There is no such calendar');
    const { lang } = Query.catch({ lang: 'fr' }).parse(req.query);
    const tasks = await desk.rows.tasksOfWorker(found.worker, found.teams, 500);
    res.type('text/calendar').send(calendarOf(tasks, lang));
  });
}
