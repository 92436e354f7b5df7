import type { PlacementStatus } from '@abri/contracts/placement';
import type { Shelter } from '@abri/contracts/shelter';
import { communes } from '@abri/geo/district';
import { seedShelters } from '@abri/geo/seed-shelters';
import type { AuditEntry } from '@abri/service-kit/audit';
import { type Ledger, noQuestions } from './domain/safety/ledger.js';
import { createSafetyQuestions } from './safety-questions.js';
import type { LinkedRequest, SafetyStore } from './safety-store.js';

const codes = communes.map(({ code }) => code);
const shelters = seedShelters.map(({ shelterId, commune }) => ({ shelterId, commune }) as unknown as Shelter);
const placed = (shelterId: string): PlacementStatus => ({
  state: 'placed',
  shelterId,
  holdId: 'h',
  token: 1,
  allocations: [],
  placedAt: '2026-03-02T09:00:00.000Z',
  arrived: true,
});
const house = seedShelters[0]?.shelterId ?? '';
const request: LinkedRequest = { requestId: 'r1', status: placed(house), moving: false };

/** The questions over a store in memory that keeps every call; each call takes its turn, as over a network. */
function world(requests: Record<string, LinkedRequest> = { code: request, other: request }) {
  const kept = new Map<string, { ledger: Ledger; version: number }>();
  const calls: string[] = [];
  const audited: AuditEntry[] = [];
  let spent = 0;
  const turn = (call: string) => {
    calls.push(call);
    return new Promise<void>((next) => setImmediate(next));
  };
  const store: SafetyStore = {
    async requestOf(link) {
      await turn('request');
      return requests[link] ?? null;
    },
    async load(caseId) {
      await turn('load');
      return kept.get(caseId) ?? { ledger: noQuestions, version: 0 };
    },
    async save(caseId, version, ledger) {
      await turn('save');
      if ((kept.get(caseId)?.version ?? 0) !== version) return false;
      kept.set(caseId, { ledger, version: version + 1 });
      return true;
    },
  };
  const ask = createSafetyQuestions({
    places: { shelters, rowOf: (id) => shelters.findIndex(({ shelterId }) => shelterId === id) },
    store,
    audit: {
      async append(entry) {
        await turn('audit');
        audited.push(entry);
      },
      all: async () => [],
    },
    clock: { now: () => new Date('2026-03-03T09:00:00.000Z') },
    padKey: 'a key of this test, and of no other',
    spent: () => (spent += 1),
  });
  const asked = (link: string, commune = codes[0] ?? '') => ask({ link, commune }, 'hosting');
  return { asked, calls, audited, kept, requests, spent: () => spent };
}
/** A commune that is safe for the house, as the questions themselves say. */
async function aSafeCommune(): Promise<string> {
  for (const commune of codes) if (await world().asked('code', commune)) return commune;
  throw new Error('no commune is safe: the test proves nothing');
}

it('does the same work for an unknown code, a case without a place, a yes, a no and a question too many', async () => {
  const waiting = { ...request, status: { state: 'waiting', since: '2026-03-02T09:00:00.000Z' } as const };
  const safe = await aSafeCommune();
  for (const [link, commune, before] of [
    ['unknown', safe, 0],
    ['waiting', safe, 0],
    ['code', safe, 0],
    ['code', codes[0], 0],
    ['code', safe, 5],
  ] as const) {
    const here = world({ code: request, waiting });
    for (const earlier of codes.slice(0, before)) await here.asked('code', earlier);
    here.calls.length = 0;
    await here.asked(link, commune);
    expect(here.calls).toEqual(['request', 'load', 'save', 'audit']);
  }
});

it('says yes somewhere, and no to the same for an unknown code, a case without a place and one on the move', async () => {
  const safe = await aSafeCommune();
  const { asked, requests } = world({ code: request });
  expect(await asked('code', safe)).toBe(true);
  expect(await asked('unknown', safe)).toBe(false);
  requests.code = { ...request, moving: true };
  expect(await asked('code', safe)).toBe(false);
  for (const state of ['offered', 'accepted'] as const) {
    const { shelterId, holdId, token, allocations } = placed(house) as Extract<PlacementStatus, { state: 'placed' }>;
    const expiresAt = '2026-03-04T09:00:00.000Z';
    requests.code = { ...request, status: { state, shelterId, holdId, token, allocations, expiresAt } };
    expect(await asked('code', safe)).toBe(false);
  }
  requests.code = request;
  expect(await asked('code', safe)).toBe(true);
});

it('gives all codes of a request one budget, also when many ask at once', async () => {
  const here = world();
  const links = ['code', 'other'];
  await Promise.all(codes.slice(0, 12).map((commune, index) => here.asked(links[index % 2] ?? '', commune)));
  expect(here.spent()).toBe(12 - 3);
  expect([...here.kept.values()].flatMap(({ ledger }) => ledger.stays.flatMap(({ asked }) => asked))).toHaveLength(3);
  expect(here.kept.size).toBe(1);
});

it('writes each question to the audit log by digest and commune, and never the answer', async () => {
  const { asked, audited } = world();
  await asked('code', codes[3]);
  expect(audited).toEqual([
    { at: '2026-03-03T09:00:00.000Z', who: 'hosting', action: 'safetyAsked', subject: 'code', purpose: codes[3] },
  ]);
});
