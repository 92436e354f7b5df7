import { createBlindIndex } from '../../libs/personal-data/dist/blind-index.js';
import { operator, social, testSupport } from '../../services/victim-support/dist/test-support.js';
import { copyCase, sealing } from './copies.mjs';
import { pageAfterPage, searches } from './measure.mjs';
import { inventedName, numbers } from './names.mjs';

const day = 86_400_000;

/** Support cases: half of them shared with two partners, one in ten closed, one appointment in five cases. */
export async function supportCases(stack) {
  const world = await testSupport(stack);
  const { keyRing: ring, mongoUri } = world.base;
  const index = createBlindIndex({ key: ring.indexKey, context: 'victim-support' });
  const random = numbers(3);
  const names = [];
  const inDays = (days) => new Date(Date.now() + days * day).toISOString();
  return {
    name: 'victim-support',
    mongoUri,
    start: () => world.start(),
    stop: () => world.stopIssuer(),
    async template(service) {
      const partner = { name: 'Association sociale', profession: 'social', commune: '59606', counselling: [] };
      await service.ask(operator, 'PUT', '/partners/pt-social', partner);
      const identity = { givenName: 'Zoé', familyName: 'Modèle', sex: 'female' };
      const opening = {
        identity,
        category: 'woman',
        door: 'violence',
        openedBy: 'self',
        consent: { until: inDays(300) },
      };
      const { body } = await service.ask(social, 'POST', '/cases', opening);
      const appointment = { partnerId: 'pt-social', startsAt: inDays(3), minutes: 60, kind: 'office' };
      const made = await service.ask(social, 'POST', `/cases/${body.caseId}/appointments`, appointment);
      if (made.status !== 201) throw new Error(made.text);
      return body.caseId;
    },
    fill: (connection, templateId, count, report) =>
      copyCase(connection, {
        templateId,
        count,
        report,
        idOf: (number) => `sc-${String(number).padStart(7, '0')}`,
        change: {
          cases(copy, number) {
            const { state } = copy;
            state.touchedAt = new Date(Date.now() - number * 60_000).toISOString();
            state.open = number % 10 !== 0;
            if (number % 5 !== 0) state.appointments = [];
            for (const one of state.appointments) one.startsAt = inDays(random.below(300));
            return copy;
          },
        },
        sealed: sealing({
          collection: 'people',
          ring,
          record: 'identity',
          identityOf(number) {
            const name = inventedName(random);
            if (number % 499 === 0) names.push(name);
            return { givenName: name.given, familyName: name.family, sex: 'female' };
          },
          indexed: ({ givenName, familyName }) => ({ parts: index.parts([`${givenName} ${familyName}`]), same: null }),
        }),
      }),
    questions(service) {
      const list = (query) => service.ask(social, 'GET', `/cases?limit=30${query}`);
      return [
        ...searches(names, (part) => service.ask(social, 'POST', '/cases/search', { part })),
        ['first page of open cases', () => list('')],
        ['first page of closed cases', () => list('&state=closed')],
        [
          'page after page',
          pageAfterPage(
            () => list(''),
            (cursor) => list(`&cursor=${encodeURIComponent(cursor)}`),
            ({ nextCursor }) => nextCursor,
          ),
        ],
        ['agenda of two weeks', () => service.ask(social, 'GET', '/agenda')],
      ];
    },
  };
}
