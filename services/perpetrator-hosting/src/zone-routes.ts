import { BreachZone, LinkZone, MoveZone, Nothing, PenalFileView, SetZone } from '@abri/contracts/hosting-api';
import { rungOf } from '@abri/contracts/penal-file';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { digestOfLinkCode } from '@abri/service-kit/link-code';
import { z } from 'zod';
import type { ZoneCommand } from './domain/zone.js';
import { change, fileState, readFile } from './files.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';

const OneFile = z.strictObject({ fileId: Id });
const OneZone = z.strictObject({ fileId: Id, zoneId: Id });

/** Exclusion zones of a file. Their events name no file, no person and no reason. */
export function zoneRoutes(http: Http, app: Application): void {
  const execute = async (zoneId: string, command: ZoneCommand, idempotencyKey: string | undefined) => {
    const result = await app.zones.execute(zoneId, command, { idempotencyKey });
    if (!result.ok) throw problemOf(result);
  };
  /** A zone is reached by its own file only. */
  const own = async ({ fileId, zoneId }: z.infer<typeof OneZone>) => {
    if ((await app.zones.read(zoneId))?.state?.fileId !== fileId) throw problemOf({ refused: 'noSuchZone' });
  };
  http.route({
    method: 'post',
    path: '/files/:fileId/zones',
    summary: 'Set a zone where the person may not be; link codes say which cases it protects',
    roles: ['justice'],
    params: OneFile,
    body: SetZone,
    response: PenalFileView,
    status: 201,
    async handler({ params: { fileId }, body, user, idempotencyKey: given, req }) {
      const key = scopedKey(user, req, given);
      if (!(await fileState(app, fileId)).open) throw problemOf({ refused: 'fileClosed' });
      const { codes, ...zone } = body;
      const links = codes.map(digestOfLinkCode);
      await execute(idsOf(key, app.ids).next(), { do: 'set', fileId, ...zone, links, now: app.now() }, key);
      await app.hostedAway.align(fileId);
      return readFile(app, fileId, user.id);
    },
  });
  const step = <B extends z.ZodType>(
    name: 'move' | 'links' | 'end',
    summary: string,
    body: B,
    plan: (body: z.infer<B>) => ZoneCommand,
  ) =>
    http.route({
      method: 'post',
      path: `/files/:fileId/zones/:zoneId/${name}`,
      summary,
      roles: ['justice'],
      params: OneZone,
      body,
      response: PenalFileView,
      async handler({ params, body: asked, user, idempotencyKey, req }) {
        await own(params);
        await execute(params.zoneId, plan(asked as z.infer<B>), scopedKey(user, req, idempotencyKey));
        return readFile(app, params.fileId, user.id);
      },
    });
  step('move', 'Move a zone, widen it or change its last day', MoveZone, (body) => ({
    do: 'move',
    ...body,
    now: app.now(),
  }));
  step('links', 'Let the zone protect one more case', LinkZone, ({ code }) => ({
    do: 'link',
    link: digestOfLinkCode(code),
  }));
  step('end', 'End a zone before its term', Nothing, () => ({ do: 'end' }));
  http.route({
    method: 'post',
    path: '/files/:fileId/zones/:zoneId/breaches',
    summary: 'Report that the person was in the zone: the zone tells it, and the file gets the breach',
    roles: ['justice'],
    params: OneZone,
    body: BreachZone,
    response: PenalFileView,
    status: 201,
    async handler({ params, body: { on }, user, idempotencyKey: given, req }) {
      await own(params);
      const key = scopedKey(user, req, given);
      const ids = idsOf(key, app.ids);
      const now = app.now();
      // The zone first: whoever is protected must not wait for the file.
      await execute(params.zoneId, { do: 'breach', on, now }, key);
      const file = await fileState(app, params.fileId);
      const [highest] = file.measures
        .filter((one) => one.state === 'running' && one.from <= on)
        .sort((one, other) => rungOf(other.kind) - rungOf(one.kind));
      if (!file.open || !highest) return readFile(app, params.fileId, user.id);
      const [breachId, proposalId] = [ids.next(), ids.next()];
      const { measureId } = highest;
      const command = {
        do: 'reportBreach',
        by: user.id,
        now,
        breachId,
        measureId,
        kind: 'enteredZone',
        on,
        proposalId,
      } as const;
      return change(app, params.fileId, command, { who: user.id, idempotencyKey: key });
    },
  });
}
