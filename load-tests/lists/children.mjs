import { createBlindIndex } from '../../libs/personal-data/dist/blind-index.js';
import { operator, referral, testFollowup } from '../../services/child-followup/dist/test-followup.js';
import { copyCase, sealing } from './copies.mjs';
import { pageAfterPage, searches } from './measure.mjs';
import { inventedName, numbers } from './names.mjs';

const hour = 3_600_000;
const dangers = ['present', 'increased', 'severe', 'extreme'];
const teams = Array.from({ length: 10 }, (_, number) => `team-${number}`);
const one = { roles: ['child-protection'], teams: ['team-3'], subject: 'team-3-w1' };
const lead = { roles: ['child-protection'], teams: teams.slice(0, 2), subject: 'lead' };

/** Children's cases in ten teams of twenty, each with the tasks of the standard protocol due within a year. */
export async function childCases(stack) {
  const world = await testFollowup(stack);
  const { keyRing: ring, mongoUri } = world.config;
  const index = createBlindIndex({ key: ring.indexKey, context: 'child-followup' });
  const random = numbers(7);
  const names = [];
  const teamOf = (number) => `team-${number % 10}`;
  return {
    name: 'child-followup',
    mongoUri,
    start: () => world.start(),
    stop: () => world.stop(),
    async template(service) {
      for (const team of teams) {
        const workers = Array.from({ length: 20 }, (_, number) => ({
          workerId: `${team}-w${number}`,
          name: `Agent ${number}`,
          lead: number === 0,
        }));
        await service.ask(operator, 'PUT', `/teams/${team}`, { name: team, workers });
      }
      const { identity: _, ...unnamed } = referral;
      const identity = { givenNames: 'Zoé', familyName: 'Modèle', otherNames: [] };
      const { body } = await service.ask(one, 'POST', '/cases', { ...unnamed, team: 'team-3', identity });
      return body.case.caseId;
    },
    fill: (connection, templateId, count, report) =>
      copyCase(connection, {
        templateId,
        count,
        report,
        idOf: (number) => `cc-${String(number).padStart(7, '0')}`,
        change: {
          caseRows: (copy, number) => Object.assign(copy, { team: teamOf(number), danger: number % 4 }),
          taskRows(copy, number) {
            const dueAt = new Date(world.clock.ms + (random.below(8_760) - 4_380) * hour).toISOString();
            const assignee = random.below(3) === 0 ? null : `${teamOf(number)}-w${random.below(20)}`;
            return Object.assign(copy, {
              team: teamOf(number),
              danger: number % 4,
              dueAt,
              assignee,
              order: `${dueAt} ${copy._id}`,
            });
          },
          cases(copy, number) {
            Object.assign(copy.state, { team: teamOf(number), danger: dangers[number % 4] });
            return { ...copy, dueAt: null };
          },
          identities: (copy, number) => Object.assign(copy, { team: teamOf(number) }),
        },
        sealed: sealing({
          collection: 'identities',
          ring,
          record: 'identity',
          identityOf(number) {
            const name = inventedName(random);
            if (number % 499 === 0) names.push(name);
            return { givenNames: name.given, familyName: name.family, otherNames: [] };
          },
          indexed: ({ givenNames, familyName }) => ({
            parts: index.parts([`${givenNames} ${familyName}`]),
            sounds: [],
            born: [],
          }),
        }),
      }),
    questions(service) {
      const list = (query, who = one) => service.ask(who, 'GET', `/worklist?limit=25${query}`);
      const next = (body) => body.next;
      return [
        ...searches(names, (part) => service.ask(lead, 'POST', '/cases/search', { part })),
        ['worklist: mine', () => list('&scope=mine')],
        ['worklist: my team’s', () => list('&scope=team')],
        ['worklist: not taken', () => list('&scope=unassigned')],
        ['worklist: of one kind', () => list('&scope=team&kind=health')],
        ['worklist: two teams', () => list('&scope=team', lead)],
        [
          'worklist: page after page',
          pageAfterPage(
            () => list('&scope=team'),
            (cursor) => list(`&scope=team&cursor=${encodeURIComponent(cursor)}`),
            next,
          ),
        ],
        ['cases of the team', () => service.ask(one, 'GET', '/cases?limit=25')],
        ['load of the team', () => service.ask(one, 'GET', '/teams/team-3/load')],
      ];
    },
  };
}
