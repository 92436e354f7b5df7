import { AskSafetyOfSite } from '@abri/contracts/hosting-api';
import { SafetyAnswer } from '@abri/contracts/matching-api';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { ServiceAway } from '@abri/service-kit/service-client';
import { z } from 'zod';
import { fileState } from './files.js';
import type { Application } from './http.js';
import { problemOf } from './refusals.js';

/** What is known of a site for the cases of a file: `noCase` where no live zone of the file protects one. */
export type Safety = 'safe' | 'notKnown' | 'noCase';

/**
 * Asks matching for each case that a live zone of the file protects; safe is what is safe for all. Every case is asked
 * about, also after a no: how long an answer takes must not tell which case it came from. Throws the 503 problem.
 */
export async function safetyOf(app: Application, fileId: string, commune: string): Promise<Safety> {
  const zones = (await app.queries.zonesOf(fileId)).filter(({ state }) => state !== 'ended');
  const links = [...new Set(zones.flatMap((zone) => zone.links))];
  if (links.length === 0) return 'noCase';
  try {
    const answers = await Promise.all(links.map((link) => app.matching.isSafe(link, commune)));
    return answers.every(Boolean) ? 'safe' : 'notKnown';
  } catch (error) {
    throw error instanceof ServiceAway ? problemOf({ refused: 'safetyNotAnswered' }) : error;
  }
}

/** The question that is asked before somebody is hosted somewhere. */
export function safetyRoutes(http: Http, app: Application): void {
  http.route({
    method: 'post',
    path: '/files/:fileId/safety-questions',
    summary: 'Whether a hosting site is safe for the cases of the file: yes, or no and not known; counted and audited',
    roles: ['justice'],
    params: z.strictObject({ fileId: Id }),
    body: AskSafetyOfSite,
    response: SafetyAnswer,
    async handler({ params: { fileId }, body: { siteId }, user }) {
      await fileState(app, fileId);
      const site = (await app.sites.read(siteId))?.state.site;
      if (!site) throw problemOf({ refused: 'noSuchSite' });
      const at = app.now();
      await app.audit.append({ at, who: user.id, action: 'safetyAsked', subject: fileId, purpose: siteId });
      const safety = await safetyOf(app, fileId, site.commune);
      if (safety === 'noCase') throw problemOf({ refused: 'noCaseLinked' });
      return { safe: safety === 'safe' };
    },
  });
}
