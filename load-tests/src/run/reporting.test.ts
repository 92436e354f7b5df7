import { latencyChart, processorChart } from './chart.js';
import { brokenLimits } from './limits.js';
import { measuredSection, withMeasured } from './page.js';
import { plans } from './plan.js';
import { partOf } from './processes.js';
import type { Results, Stage } from './results.js';
import { rowsOf } from './summary.js';

const stage = (over: Partial<Stage>): Stage => ({
  ...{
    system: 'abri',
    kind: 'arrivals',
    rate: 50,
    round: 1,
    answered: 750,
    failed: 0,
    dropped: 0,
    outcomes: { offered: 700, waiting: 50 },
  },
  ...{ answeredPerSecond: 50, p50: 10, p99: 40, p999: 60, max: 80, lastAnswerMs: null },
  ...{ beds: { holds: 750, doubled: 0 }, lost: 0 },
  usage: { matching: { cores: 0.2, peakMemoryMb: 120 } },
  lag: { matching: { p50: 5, p99: 20 } },
  ...over,
});
const floor = stage({ system: 'floor', p50: 2, p99: 8, beds: null, lost: null });
const results = (stages: Stage[]): Results => ({
  startedAt: '2026-01-02T03:04:05.000Z',
  machine: {
    ...{ cores: 2, processor: 'a processor', memoryGb: 24, system: 'Linux 6', node: 'v20.0.0', k6: 'v1.0.0' },
    ...{ database: 'a database', broker: 'a broker', commit: 'abc', loadBefore: 0 },
  },
  plan: plans.quick,
  shelters: 1,
  units: 1,
  stages,
});

describe('the summary of a run', () => {
  it('takes medians over the rounds and sums what must be zero', () => {
    const rounds = [10, 30, 20].map((p50, at) => stage({ p50, round: at + 1, beds: { holds: 1, doubled: at } }));
    expect(rowsOf({ stages: rounds })).toEqual([
      expect.objectContaining({ p50: 20, doubled: 3, answered: 2_250, outcomes: { offered: 2_100, waiting: 150 } }),
    ]);
  });
});

describe('the limits of a run', () => {
  it('are kept when nothing is doubled or lost', () => expect(brokenLimits(results([stage({}), floor]))).toEqual([]));
  it('are broken by a doubled bed and by a lost placement of ours', () =>
    expect(brokenLimits(results([stage({ beds: { holds: 2, doubled: 1 }, lost: 1 })]))).toHaveLength(2));
  it('are not broken by what the baseline doubles', () =>
    expect(brokenLimits(results([stage({ system: 'naive', beds: { holds: 2, doubled: 9 } })]))).toEqual([]));
  it('hold a ratio to the floor of the same run', () => {
    const run = results([stage({}), floor]);
    expect(brokenLimits(run, [{ rate: 50, measure: 'p99', timesFloor: 5 }])).toEqual([]);
    expect(brokenLimits(run, [{ rate: 50, measure: 'p99', timesFloor: 4 }])).toEqual([
      "p99 at 50/s is 5.0 times the floor's, allowed are 4",
    ]);
    // A whole run is held to all that is promised; what it has not measured is broken too.
    expect(brokenLimits({ ...run, plan: plans.full })).toHaveLength(1);
    expect(brokenLimits(run, [{ rate: 999, measure: 'p99', timesFloor: 4 }])).toHaveLength(1);
  });
});

describe('the page and the charts', () => {
  const crowd = { kind: 'rushForOneBed', rate: null, outcomes: { placed: 200 }, lastAnswerMs: 130 } as const;
  const run = results([stage({}), floor, stage({ system: 'naive', p50: 5, p99: 20 }), { ...floor, ...crowd }]);
  it('replaces the measured section and nothing else', () => {
    const page = `before\n\n${measuredSection(results([]), 'old.json')}\n\nafter`;
    const written = withMeasured(page, measuredSection(run, 'new.json'));
    expect(written).toMatch(/^before\n[\s\S]*new\.json[\s\S]*\nafter$/);
    expect(written).not.toContain('old.json');
    expect(written).toContain('| Abri | 50/s | 700 offered, 50 waiting | 0 | 0 |');
    expect(written).toContain('| floor | all want the only bed | 200 placed | – | – | 130 |');
    expect(written).not.toContain('| floor | 50/s | ');
    expect(written).toMatch(/\| 50 \| Abri \| 10 \| 40 \| 60 \| 50 \| 0 \| 0 \| 5 × \| 5 × \| 2 × \| 2 × \|/);
  });
  it('refuses a page without such a section', () =>
    expect(() => withMeasured('a page', '')).toThrow('no measured section'));
  it('draws SVG that names what is measured', () => {
    expect(latencyChart(run)).toMatch(/^<svg [\s\S]*naive baseline[\s\S]*<\/svg>\n$/);
    expect(processorChart(run)).toMatch(/^<svg [\s\S]*matching[\s\S]*<\/svg>\n$/);
  });
});

describe('the part of the system that a process belongs to', () => {
  it.each([
    ['node /somewhere/services/dev-issuer/dist/main.js', 'dev-issuer'],
    ['node /somewhere/load-tests/dist/naive/server.js', 'naive'],
    ['java -cp x kafka.Kafka server.properties', 'kafka'],
    ['secantusd-rs --port 1', 'database'],
    ['k6 run script.js', 'k6'],
    ['bash', undefined],
  ])('%s is %s', (commandLine, part) => expect(partOf(commandLine)).toBe(part));
});
