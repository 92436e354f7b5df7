import type { HostingSiteFact, PenalFileFact, ZoneFact } from '@abri/contracts/hosting-events';
import { BreachKind, Direction, FileDoor, MeasureKind, Severity } from '@abri/contracts/penal-file';
import { dangerOrder } from '@abri/contracts/vocabulary';
import type { Chance } from './chance.js';
import { dayMs, iso, saying, type Writer } from './writer.js';

export function file(w: Writer, chance: Chance): void {
  const says = saying<PenalFileFact>(w);
  says({ type: 'FileOpened', data: { door: chance.oneOf(FileDoor.options), danger: chance.oneOf(dangerOrder) } });
  for (let step = 0; step < chance.upTo(7); step++) {
    w.wait(80 * dayMs);
    const kind = chance.oneOf(MeasureKind.options);
    const on = iso(w.now()).slice(0, 10);
    const decisionId = `d-${step}`;
    says({
      type: 'DecisionTaken',
      data: {
        decisionId,
        direction: chance.oneOf(Direction.options),
        kind,
        grounds: 'breach',
        proposalId: null,
        followed: false,
      },
    });
    if (chance.percent(60))
      says({
        type: 'MeasureStarted',
        data: { measureId: `m-${step}`, decisionId, kind, from: on, until: on, conditions: [], consents: null },
      });
    if (chance.percent(40))
      says({
        type: 'MeasureBreached',
        data: {
          breachId: `b-${step}`,
          measureId: `m-${step}`,
          kind: chance.oneOf(BreachKind.options),
          severity: chance.oneOf(Severity.options),
          on,
        },
      });
    if (chance.percent(20))
      says({ type: 'BreachAnswered', data: { breachId: `b-${step}`, as: chance.oneOf(['warned', 'unfounded']) } });
  }
}

export function site(w: Writer, chance: Chance): void {
  const says = saying<HostingSiteFact>(w);
  says({ type: 'SiteOpened', data: { name: 'Site', commune: '59606' } });
  for (let stay = 0; stay < chance.upTo(6); stay++) {
    const hold = { holdId: `h-${stay}`, placeId: 'p' };
    w.wait(60 * dayMs);
    says({ type: 'HostedPersonArrived', data: hold });
    w.wait(60 * dayMs);
    if (chance.percent(80)) says({ type: 'HostedPersonLeft', data: hold });
  }
}

export function zone(w: Writer, chance: Chance): void {
  const says = saying<ZoneFact>(w);
  const on = iso(w.now()).slice(0, 10);
  says({ type: 'ZoneSet', data: { area: { commune: '59606', radiusKm: 2 }, from: on, until: on, links: [] } });
  w.wait(90 * dayMs);
  if (chance.percent(40)) says({ type: 'ZoneBreached', data: { on, links: [] } });
}
