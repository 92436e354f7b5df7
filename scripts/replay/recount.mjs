import { kafkaBus } from '../../libs/bus/dist/kafka.js';
import { topics } from '../../libs/contracts/dist/topics.js';
import { yearOf } from '../../libs/contracts/dist/support-case.js';
import { nothingCounted } from '../../libs/district-year/dist/counting.js';

const people = { woman: 'women', man: 'men', child: 'children' };
const measures = { mediation: 'mediations', probation: 'probations', socialSurvey: 'socialSurveys' };

/** Counts a year in events by the rules of docs/observatory-counts.md: slowly, from the raw topics, beside the observatory. */
export function createRecount(year) {
  const totals = nothingCounted();
  const seen = new Set();
  const parties = new Map();
  const arrived = new Set();
  const thisYear = (instant) => yearOf(instant) === year;
  const kinds = {
    PersonTakenCareOf: ({ data }) => data.year === year && (totals[people[data.category]] += 1),
    PlacementConfirmed: ({ aggregateId, data }) => parties.set(aggregateId, data.party),
    PlacementArrived({ aggregateId, at }) {
      if (arrived.has(aggregateId)) return;
      arrived.add(aggregateId);
      const party = parties.get(aggregateId);
      if (thisYear(at) && party) totals.sheltered += party.women + party.men + party.children.length;
    },
    MeasureStarted: ({ at, data }) => thisYear(at) && measures[data.kind] && (totals[measures[data.kind]] += 1),
    HostedPersonArrived({ at, data }) {
      if (arrived.has(data.holdId)) return;
      arrived.add(data.holdId);
      if (thisYear(at)) totals.hosted += 1;
    },
    SessionHeld({ data }) {
      if (!thisYear(data.startsAt)) return;
      if (data.programme.kind === 'school') totals.pupils += data.reached;
      if (data.programme.kind === 'therapy') totals.therapySessions += 1;
    },
    SessionCountCorrected({ data }) {
      if (thisYear(data.startsAt) && data.programme.kind === 'school') totals.pupils += data.to - data.from;
    },
    ProfessionalTrained: ({ data }) => thisYear(data.lastSession) && (totals.professionals += 1),
  };
  return {
    totals,
    hear(event) {
      if (seen.has(event.id)) return;
      seen.add(event.id);
      kinds[event.type]?.(event);
    },
  };
}

/** The same over the topics of a running system, from their beginning. */
export async function recountTopics({ brokers, year }) {
  const recount = createRecount(year);
  const bus = kafkaBus({
    brokers: brokers.split(','),
    clientId: 'replay',
    parkingTopic: topics.parking,
    topicPrefix: '',
  });
  try {
    const reading = await bus.replay({
      topics: [topics.supportEvents, topics.matchingEvents, topics.hostingEvents, topics.programmesEvents],
      name: 'replay.recount',
      handler: async ({ value }) => recount.hear(value),
    });
    await reading.caughtUp;
    await reading.stop();
  } finally {
    await bus.close();
  }
  return recount.totals;
}

const rows = [
  ['pupils', 'Pupils made aware', '> 1,000'],
  ['professionals', 'Professionals trained', '> 300'],
  ['women', 'Women taken care of', 743],
  ['men', 'Men', 15],
  ['children', 'Children', 516],
  ['victims', 'Victims taken care of', '1,273 *'],
  ['sheltered', 'Victims sheltered', 90],
  ['mediations', 'Penal mediations', 125],
  ['probations', 'Probations', 47],
  ['socialSurveys', 'Short social surveys', 147],
  ['hosted', 'Violent spouses hosted', 7],
  ['therapySessions', 'Group therapy sessions', '> 60'],
];

/**
 * The scheme's table with the published figures of 2012, what was told, what the events say, and what the observatory answers
 * (null while it has no report). Gives the lines and whether all agree.
 */
export function tableOf({ told, counted, reported }) {
  const withSum = (one) => one && { ...one, victims: one.women + one.men + one.children };
  const [plan, events] = [told, counted].map(withSum);
  const wrong = rows.filter(
    ([name]) =>
      plan[name] !== events[name] || (reported && reported[name] !== undefined && reported[name] !== events[name]),
  );
  const line = (...cells) =>
    `  ${String(cells[0]).padEnd(26)}${cells
      .slice(1)
      .map((one) => String(one).padStart(12))
      .join('')}`;
  return {
    agree: wrong.length === 0,
    lines: [
      line('', 'published', 'told', 'events', ...(reported ? ['observatory'] : [])),
      ...rows.map(([name, title, published]) =>
        line(title, published, plan[name], events[name], ...(reported ? [reported[name] ?? '–'] : [])),
      ),
      '  * 743 + 15 + 516 = 1,274, and 1,273 is published: nobody knows which figure is right.',
      ...wrong.map(([, title]) => `  NOT EQUAL: ${title}`),
    ],
  };
}

/** The observatory's own table of a year by result, or null while it has none. */
export async function reportedBy(ask, year) {
  try {
    const report = await ask({
      as: 'observatory',
      service: 'observatory',
      method: 'GET',
      path: `/report?year=${year}`,
    });
    return Object.fromEntries(report.results.rows.map(({ result, ours }) => [result, ours]));
  } catch (error) {
    if (error.status === 404) return null;
    throw error;
  }
}
