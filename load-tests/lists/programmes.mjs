import { leader, testProgrammes } from '../../services/programmes/dist/test-programmes.js';
import { copyCase } from './copies.mjs';
import { pageAfterPage } from './measure.mjs';

const day = 86_400_000;

/** Series of sessions over ten years. */
export async function programmeSeries(stack) {
  const world = await testProgrammes(stack);
  const at = (days) => new Date(Date.now() + days * day).toISOString();
  return {
    name: 'programmes',
    mongoUri: world.base.mongoUri,
    start: () => world.start(),
    stop: () => world.stopIssuer(),
    async template(service) {
      const programme = { kind: 'training', subject: 'detection', commune: '59606', seats: 20 };
      const texts = { title: 'Repérer', place: 'Salle des Exemples' };
      const { body } = await service.ask(leader, 'POST', '/series', {
        programme,
        texts,
        sessions: [{ startsAt: at(3), minutes: 120 }],
      });
      return body.seriesId;
    },
    fill: (connection, templateId, count, report) =>
      copyCase(connection, {
        templateId,
        count,
        report,
        idOf: (number) => `ps-${String(number).padStart(7, '0')}`,
        change: {
          series(copy, number) {
            for (const session of copy.state.sessions) session.startsAt = at((number % 3_650) - 1_825);
            return { ...copy, dueAt: null };
          },
        },
      }),
    questions(service) {
      const list = (query) => service.ask(leader, 'GET', `/series?limit=30${query}`);
      const month = `&from=${encodeURIComponent(at(0))}&to=${encodeURIComponent(at(31))}`;
      const next = ({ nextCursor }) => nextCursor;
      return [
        ['first page of all series', () => list('')],
        ['a month of the calendar', () => list(month)],
        [
          'page after page of a month',
          pageAfterPage(
            () => list(month),
            (cursor) => list(`${month}&cursor=${encodeURIComponent(cursor)}`),
            next,
          ),
        ],
      ];
    },
  };
}
