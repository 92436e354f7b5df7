import type { RequestPlacement } from '@abri/contracts/matching-api';
import type { Guard } from '@abri/local-stack/guard';
import { describeMachine } from './machine.js';
import { type Plan, unitsFor } from './plan.js';
import type { Results, Stage } from './results.js';
import { oneBedHouse, rareEquipment, sheltersFor } from './shelters.js';
import { arrivals, type Bench, rush } from './stage.js';
import { type Addresses, abriTargets, registerShelters, startComparisons, type Target } from './targets.js';
import { world } from './world.js';

const rushCommune = '59606';
const oneWoman = (equipment: RequestPlacement['needs']['equipment']): RequestPlacement => ({
  mode: 'assign',
  household: { adults: [{ sex: 'woman', pregnant: false }], children: [] },
  needs: { stepFree: false, pets: 0, languages: [], equipment },
  surroundings: { callerCommune: rushCommune, minimumDistanceKm: 0, avoid: [] },
  assessment: { instrument: world.instrument, answers: {} },
});

/**
 * Measures a running system that holds no shelter yet, side by side with the naive baseline and the floor on the same
 * database server: each round asks each system the same households at each rate, the order turning from round to round.
 */
export async function measure(o: {
  plan: Plan;
  urls: Addresses;
  mongoUri: string;
  database: string;
  broker: string;
  guard: Guard;
  logDir: string;
  report: (line: string) => void;
  now: () => Date;
}): Promise<Results> {
  const { plan, urls, guard, report } = o;
  const machine = describeMachine({ database: o.database, broker: o.broker });
  const startedAt = o.now().toISOString();
  if (machine.loadBefore > 0.3)
    report(`This machine has other work (${machine.loadBefore} per core): the numbers will not be worth keeping.`);
  const shelters = [...sheltersFor(plan.seed, unitsFor(plan)), oneBedHouse('load-one-bed', rushCommune)];
  const units = shelters.reduce((sum, shelter) => sum + shelter.units.length, 0);
  report(`registering ${shelters.length} shelters with ${units} units`);
  await registerShelters(urls, shelters);
  const { direct, gateway } = abriTargets(urls);
  const comparisons = await startComparisons({ ...o, shelters });
  const { naive, floor } = comparisons;
  const bench: Bench = {
    ...{ guard, world, seed: plan.seed },
    readModels: { matching: urls.matching, observatory: urls.observatory },
  };
  const stages: Stage[] = [];
  const keep = (stage: Stage) => {
    stages.push(stage);
    report(sentenceOf(stage));
  };

  try {
    for (const target of [direct, gateway, naive, floor]) {
      report(`warming up: ${target.name}`);
      await arrivals(bench, { target, rate: Math.min(...plan.rates), seconds: plan.warmUpSeconds, round: 0 });
    }
    for (let round = 1; round <= plan.rounds; round++) {
      for (const rate of plan.rates)
        for (const target of turned([direct, naive, floor], round))
          keep(await arrivals(bench, { target, rate, seconds: plan.seconds, round }));
      keep(await arrivals(bench, { target: gateway, rate: plan.gatewayRate, seconds: plan.seconds, round }));
      for (const target of turned([direct, naive, floor], round)) {
        const crowd = { target, callers: plan.callers, round };
        keep(await rush(bench, { ...crowd, kind: 'rushForOneBed', body: oneWoman([rareEquipment]) }));
        keep(await rush(bench, { ...crowd, kind: 'rushForTheBestBed', body: oneWoman([]) }));
      }
    }
  } finally {
    await comparisons.stop();
  }
  return { startedAt, machine, plan, shelters: shelters.length, units, stages };
}

const turned = (targets: readonly Target[], by: number): Target[] => [
  ...targets.slice(by % targets.length),
  ...targets.slice(0, by % targets.length),
];

/** One line on a stage, for whoever watches. */
function sentenceOf(stage: Stage): string {
  const { system, kind, rate, round, answered, failed, dropped, p50, p99, lastAnswerMs, beds, lost } = stage;
  const what =
    kind === 'arrivals' ? `${rate}/s` : kind === 'rushForOneBed' ? 'all want one bed' : 'all want the best bed';
  const times = kind === 'arrivals' ? `p50 ${p50} ms, p99 ${p99} ms` : `last answer after ${lastAnswerMs} ms`;
  const trouble = [
    failed > 0 ? `${failed} failed` : '',
    dropped > 0 ? `${dropped} dropped` : '',
    beds && beds.doubled > 0 ? `${beds.doubled} beds doubled` : '',
    lost ? `${lost} lost` : '',
  ].filter((text) => text !== '');
  return `round ${round}, ${system}, ${what}: ${answered} answered, ${[times, ...trouble].join(', ')}`;
}
