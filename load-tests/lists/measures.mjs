import { createBlindIndex } from '../../libs/personal-data/dist/blind-index.js';
import { judge, testHosting } from '../../services/perpetrator-hosting/dist/test-hosting.js';
import { copyCase, sealing } from './copies.mjs';
import { pageAfterPage, searches } from './measure.mjs';
import { inventedName, numbers } from './names.mjs';

/** Penal files: one in ten closed, one in fifty followed by the asker. */
export async function penalFiles(stack) {
  const world = await testHosting(stack);
  const { keyRing: ring, mongoUri } = world.base;
  const index = createBlindIndex({ key: ring.indexKey, context: 'perpetrator-hosting' });
  const random = numbers(5);
  const names = [];
  return {
    name: 'perpetrator-hosting',
    mongoUri,
    start: () => world.start({ now: () => new Date() }),
    stop: () => world.stopOthers(),
    async template(service) {
      const identity = { givenName: 'Ugo', familyName: 'Modèle', birthDate: '1980-01-01' };
      const assessment = { instrument: 'abri-short-1', answers: { separation: 'yes' } };
      const { body } = await service.ask(judge, 'POST', '/files', { identity, door: 'prosecutor', assessment });
      return body.fileId;
    },
    fill: (connection, templateId, count, report) =>
      copyCase(connection, {
        templateId,
        count,
        report,
        idOf: (number) => `pf-${String(number).padStart(7, '0')}`,
        change: {
          files(copy, number) {
            const { state } = copy;
            state.touchedAt = new Date(Date.now() - number * 60_000).toISOString();
            state.open = number % 10 !== 0;
            state.followedBy = number % 50 === 0 ? 'judge' : `officer-${number % 40}`;
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
            return { givenName: name.given, familyName: name.family };
          },
          indexed: ({ givenName, familyName }) => ({ parts: index.parts([`${givenName} ${familyName}`]), same: null }),
        }),
      }),
    questions(service) {
      const list = (query) => service.ask(judge, 'GET', `/files?limit=30${query}`);
      const next = ({ nextCursor }) => nextCursor;
      return [
        ...searches(names, (part) => service.ask(judge, 'POST', '/files/search', { part })),
        ['first page of all open files', () => list('&scope=all')],
        ['first page of the own files', () => list('')],
        ['first page of closed files', () => list('&scope=all&state=closed')],
        [
          'page after page',
          pageAfterPage(
            () => list('&scope=all'),
            (cursor) => list(`&scope=all&cursor=${encodeURIComponent(cursor)}`),
            next,
          ),
        ],
      ];
    },
  };
}
