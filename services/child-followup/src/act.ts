import { CaseView } from '@abri/contracts/child-followup-api';
import { Id } from '@abri/contracts/vocabulary';
import { PersonErased } from '@abri/personal-data/vault';
import type { User } from '@abri/service-kit/auth';
import type { Http } from '@abri/service-kit/http';
import { idsOf, scopedKey } from '@abri/service-kit/idempotency';
import { z } from 'zod';
import { type Desk, ownCase, problemOf, taken } from './cases.js';
import type { Right } from './domain/break-glass.js';
import type { CaseCommand } from './domain/commands.js';
import { auditReading, readable, viewBy } from './reading.js';
import { caseView } from './view.js';

type Loose<C> = C extends unknown ? Omit<C, 'now' | 'by'> : never;
/** What a route makes of its body: the command, and what to keep sealed for it. */
export interface Action {
  command: Loose<CaseCommand>;
  /** Kept before the command, under ids of the command's own; forgotten when the command is refused. */
  records?: readonly {
    recordId: string;
    kind: 'note' | 'assessment' | 'document' | 'documentContent' | 'report';
    content: unknown;
  }[];
}
type Found = Awaited<ReturnType<typeof ownCase>>;

/** A route that does one thing to one case of the user's own teams and answers with the case after it. */
export function actRoute<P extends z.ZodObject, B extends z.ZodType | undefined = undefined>(
  http: Http,
  desk: Desk,
  route: {
    method?: 'post' | 'put';
    path: string;
    summary: string;
    params: P;
    body?: B;
    bodyBytes?: number;
    /** Whether somebody of another team who has opened the case in an emergency may do it, too: adding a note, nothing else. */
    orBroken?: boolean;
    /** Whether the team that the case is offered to may do it, too. */
    orOffered?: boolean;
    action(o: {
      params: z.infer<P>;
      body: B extends z.ZodType ? z.infer<B> : undefined;
      user: User;
      found: Found;
      ids: { next(): string };
    }): Action | Promise<Action>;
  },
): void {
  http.route<P, undefined, B, typeof CaseView>({
    method: route.method ?? 'post',
    path: route.path,
    summary: route.summary,
    roles: ['child-protection'],
    params: route.params,
    ...(route.body ? { body: route.body } : {}),
    ...(route.bodyBytes === undefined ? {} : { bodyBytes: route.bodyBytes }),
    response: CaseView,
    async handler({ params, body, user, idempotencyKey, req }) {
      const caseId = Id.parse((params as Record<string, unknown>).caseId);
      const { found, right } = await withRight(desk, user, caseId, route);
      const key = scopedKey(user, req, idempotencyKey);
      const { command, records = [] } = await route.action({
        params: params as z.infer<P>,
        body: body as B extends z.ZodType ? z.infer<B> : undefined,
        user,
        found,
        ids: idsOf(key, desk.ids),
      });
      const now = desk.now();
      for (const { recordId, kind, content } of records)
        await desk.records.add({ recordId, caseId, kind, at: now, by: user.id }, content).catch((error: unknown) => {
          throw error instanceof PersonErased ? problemOf('childErased') : error;
        });
      const under = right.as === 'breakGlass' ? { under: right.accessId } : {};
      const full = { ...command, ...under, now, by: user.id } as CaseCommand;
      const result = await desk.cases.execute(caseId, full, { idempotencyKey: key });
      if (!result.ok && !result.replayed) for (const { recordId } of records) await desk.records.forget(recordId);
      taken(result);
      if (right.as === 'breakGlass') await auditReading(desk, user, caseId, right, { what: 'note' });
      else await desk.audit.append({ at: now, who: user.id, action: command.do, subject: caseId });
      return viewBy(await caseView(desk, caseId), user, right);
    },
  });
}

async function withRight(
  desk: Desk,
  user: User,
  caseId: string,
  { orBroken, orOffered }: { orBroken?: boolean; orOffered?: boolean },
): Promise<{ found: Found; right: Right }> {
  if (orBroken) {
    const found = await readable(desk, user, caseId);
    if (found.right.as === 'breakGlass') return { found, right: found.right };
  }
  return { found: await ownCase(desk, user, caseId, orOffered), right: { as: 'team' } };
}

export const OneCase = z.strictObject({ caseId: Id });
