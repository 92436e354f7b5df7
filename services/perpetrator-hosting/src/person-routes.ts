import { Nothing } from '@abri/contracts/hosting-api';
import { PenalSubjectAccess } from '@abri/contracts/subject-access';
import { Id, type Role } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { readFile } from './files.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';
import { forget } from './retention.js';
import { penalSubjectAccess } from './subject-access.js';

const roles: readonly Role[] = ['justice'];
const OneFile = z.strictObject({ fileId: Id });

/** What the person of a file has a right to: to know what is held about them, and that it ends. */
export function personRoutes(http: Http, app: Application): void {
  http.route({
    method: 'get',
    path: '/files/:fileId/subject-access',
    summary: 'What is held about the person, for them, without what would endanger others; audited',
    roles,
    params: OneFile,
    response: PenalSubjectAccess,
    async handler({ params: { fileId }, user }) {
      const view = await readFile(app, fileId, user.id, 'subjectAccess');
      if (view.erased) throw problemOf({ refused: 'fileErased' });
      return penalSubjectAccess(app, view);
    },
  });
  http.route({
    method: 'post',
    path: '/files/:fileId/erase',
    summary: 'Erase the person of a closed file for good; what was counted stays counted',
    roles,
    params: OneFile,
    body: Nothing,
    async handler({ params: { fileId }, user, idempotencyKey, req }) {
      const command = { do: 'erase', by: user.id, now: app.now() } as const;
      const result = await app.files.execute(fileId, command, { idempotencyKey: scopedKey(user, req, idempotencyKey) });
      if (!result.ok) throw problemOf(result);
      await forget(app, fileId, user.id);
      return undefined;
    },
  });
}
