import {
  AddFileNote,
  AssignFile,
  AssessFile,
  ChangePerpetrator,
  CloseFile,
  FileList,
  Nothing,
  OpenFile,
  PenalFileView,
  SearchFiles,
} from '@abri/contracts/hosting-api';
import { assessDanger, defaultInstrument } from '@abri/contracts/danger-instrument';
import { Id, type Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { decide } from './domain/decide-file.js';
import type { FileCommand } from './domain/file-commands.js';
import { listFiles, searchFiles } from './file-lists.js';
import { change, fileState, readFile } from './files.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';

const roles: readonly Role[] = ['justice'];
const OneFile = z.strictObject({ fileId: Id });
const limit = z.coerce.number().int().min(1).max(100).default(30);
const cursor = z.string().max(200).optional();

/** Files: opening, finding, reading, who follows them, danger, notes, closing. */
export function fileRoutes(http: Http, app: Application): void {
  http.route({
    method: 'get',
    path: '/files',
    summary: 'Files, the last touched first: those that one follows, of the own agencies, or all',
    roles,
    query: z.strictObject({
      scope: z.enum(['mine', 'agency', 'all']).default('mine'),
      state: z.enum(['open', 'closed']).default('open'),
      limit,
      cursor,
    }),
    response: FileList,
    async handler({ query, user }) {
      await app.audit.append({ at: app.now(), who: user.id, action: 'filesListed', subject: query.scope });
      return listFiles(app, {
        ...query,
        who: user.id,
        mine: query.scope === 'mine',
        agencies: query.scope === 'agency' ? await app.agencies.of(user) : null,
        open: query.state === 'open',
        cursor: query.cursor,
      });
    },
  });
  http.route({
    method: 'post',
    path: '/files/search',
    summary: 'Find files by part of a name',
    roles,
    body: SearchFiles,
    response: FileList,
    async handler({ body, user }) {
      await app.audit.append({ at: app.now(), who: user.id, action: 'filesSearched', subject: 'byName' });
      return searchFiles(app, { who: user.id, part: body.part, limit: body.limit, cursor: body.cursor });
    },
  });
  http.route({
    method: 'post',
    path: '/files',
    summary: 'Open a file; somebody who may have one already is asked about first',
    roles,
    body: OpenFile,
    response: PenalFileView,
    status: 201,
    async handler({ body, user, idempotencyKey: given, req }) {
      const idempotencyKey = scopedKey(user, req, given);
      const ids = idsOf(idempotencyKey, app.ids);
      const fileId = ids.next();
      const known = (await app.people.same(body.identity)).filter((id) => id !== fileId);
      if (known.length > 0 && !body.confirmNew) throw problemOf({ refused: 'fileMayExist' });
      const command: FileCommand = {
        do: 'open',
        by: user.id,
        now: app.now(),
        door: body.door,
        danger: assessDanger(defaultInstrument, body.assessment).level,
        proposalId: ids.next(),
        agencyId: (await app.agencies.of(user))[0],
      };
      // Who it is is stored first, so that no file is ever without.
      if (!(await app.files.read(fileId)) && !('refused' in decide(command, null))) {
        await app.people.put(fileId, body.identity);
        await app.records.put(fileId, `assessment:${command.proposalId}`, body.assessment);
      }
      return change(app, fileId, command, { who: user.id, idempotencyKey });
    },
  });
  http.route({
    method: 'get',
    path: '/files/:fileId',
    summary: 'One file; audited',
    roles,
    params: OneFile,
    response: PenalFileView,
    handler: ({ params: { fileId }, user }) => readFile(app, fileId, user.id),
  });
  http.route({
    method: 'put',
    path: '/files/:fileId/identity',
    summary: 'Correct who the person is',
    roles,
    params: OneFile,
    body: ChangePerpetrator,
    response: PenalFileView,
    async handler({ params: { fileId }, body, user, idempotencyKey, req }) {
      const state = await fileState(app, fileId);
      if (state.erased) throw problemOf({ refused: 'fileErased' });
      await app.people.put(fileId, body.identity);
      const command = { do: 'correctIdentity', by: user.id, now: app.now() } as const;
      return change(app, fileId, command, {
        who: user.id,
        idempotencyKey: scopedKey(user, req, idempotencyKey),
      });
    },
  });
  http.route({
    method: 'post',
    path: '/files/:fileId/follow',
    summary: 'Follow the file from now on, in the place of who followed it',
    roles,
    params: OneFile,
    body: Nothing,
    response: PenalFileView,
    handler: ({ params: { fileId }, user, idempotencyKey, req }) =>
      change(
        app,
        fileId,
        { do: 'follow', by: user.id, now: app.now() },
        {
          who: user.id,
          idempotencyKey: scopedKey(user, req, idempotencyKey),
        },
      ),
  });
  http.route({
    method: 'post',
    path: '/files/:fileId/assign',
    summary: 'Give the file to an agency, which is in charge from now on',
    roles,
    params: OneFile,
    body: AssignFile,
    response: PenalFileView,
    async handler({ params: { fileId }, body: { agencyId }, user, idempotencyKey: given, req }) {
      if (!(await app.agencies.all()).some((agency) => agency.agencyId === agencyId))
        throw problemOf({ refused: 'noSuchAgency' });
      const command = { do: 'assign', by: user.id, now: app.now(), agencyId } as const;
      return change(app, fileId, command, { who: user.id, idempotencyKey: scopedKey(user, req, given) });
    },
  });
  http.route({
    method: 'post',
    path: '/files/:fileId/reopen',
    summary: 'Open a closed file again for new facts; the first step is proposed anew',
    roles,
    params: OneFile,
    body: Nothing,
    response: PenalFileView,
    async handler({ params: { fileId }, user, idempotencyKey: given, req }) {
      const idempotencyKey = scopedKey(user, req, given);
      const proposalId = idsOf(idempotencyKey, app.ids).next();
      return change(
        app,
        fileId,
        { do: 'reopen', by: user.id, now: app.now(), proposalId },
        { who: user.id, idempotencyKey },
      );
    },
  });
  http.route({
    method: 'post',
    path: '/files/:fileId/assessments',
    summary: 'Assess the danger anew; above the threshold a mediation stops',
    roles,
    params: OneFile,
    body: AssessFile,
    response: PenalFileView,
    async handler({ params: { fileId }, body, user, idempotencyKey: given, req }) {
      const idempotencyKey = scopedKey(user, req, given);
      const proposalId = idsOf(idempotencyKey, app.ids).next();
      const command: FileCommand = {
        do: 'assess',
        by: user.id,
        now: app.now(),
        danger: assessDanger(defaultInstrument, body.assessment).level,
        mediationUpTo: app.mediationUpTo,
        proposalId,
      };
      if (!('refused' in decide(command, await fileState(app, fileId))))
        await app.records.put(fileId, `assessment:${proposalId}`, body.assessment);
      return change(app, fileId, command, { who: user.id, idempotencyKey });
    },
  });
  http.route({
    method: 'post',
    path: '/files/:fileId/notes',
    summary: 'Add a note',
    roles,
    params: OneFile,
    body: AddFileNote,
    response: PenalFileView,
    status: 201,
    async handler({ params: { fileId }, body, user, idempotencyKey: given, req }) {
      const idempotencyKey = scopedKey(user, req, given);
      const noteId = idsOf(idempotencyKey, app.ids).next();
      const command = { do: 'addNote', by: user.id, now: app.now(), noteId } as const;
      return change(app, fileId, command, { who: user.id, idempotencyKey }, { id: noteId, text: body.text });
    },
  });
  http.route({
    method: 'post',
    path: '/files/:fileId/close',
    summary: 'Close the file by a decision; what is in force ends',
    roles,
    params: OneFile,
    body: CloseFile,
    response: PenalFileView,
    async handler({ params: { fileId }, body, user, idempotencyKey: given, req }) {
      const idempotencyKey = scopedKey(user, req, given);
      const decisionId = idsOf(idempotencyKey, app.ids).next();
      const command = { do: 'close', by: user.id, now: app.now(), decisionId, grounds: body.grounds } as const;
      return change(app, fileId, command, { who: user.id, idempotencyKey }, { id: decisionId, text: body.text });
    },
  });
}
