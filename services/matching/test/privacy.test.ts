import { memoryStore } from '@abri/aggregate/memory-store';
import { createRepository } from '@abri/aggregate/wiring';
import { memoryBus } from '@abri/bus/memory';
import { MatchingEvent, MatchingState } from '@abri/contracts/matching-events';
import { requestAggregate } from '../src/domain/request/aggregate.js';
import type { RequestState } from '../src/domain/request/state.js';
import { details, offer } from '../src/test-requests.js';

it('publishes of a request what its contracts allow, and keeps the rest', async () => {
  const bus = memoryBus();
  const { repository, relay } = createRepository({
    type: requestAggregate,
    store: memoryStore<RequestState>(),
    clock: { now: () => new Date('2026-01-05T20:00:00.000Z') },
    ids: { next: () => 'e1' },
    topics: { events: 'events', state: 'state' },
    bus,
  });
  const result = await repository.execute('r1', {
    do: 'request',
    receivedAt: '2026-01-05T20:00:00.000Z',
    details,
    outcome: { found: 'offer', offer: offer('a') },
  });
  expect(result.state.request?.surroundings.callerCommune).toBe('59606');
  await relay.drained();
  const published: { topic: string; value: unknown }[] = [];
  const reading = await bus.replay({
    topics: ['events', 'state'],
    name: 'test',
    handler: async ({ topic, value }) => void published.push({ topic, value }),
  });
  await reading.caughtUp;
  await bus.close();
  expect(published.map(({ topic }) => topic)).toEqual(['events', 'events', 'state']);
  for (const { topic, value } of published)
    expect((topic === 'events' ? MatchingEvent : MatchingState).safeParse(value).error).toBeUndefined();
  const text = JSON.stringify(published);
  for (const secret of ['59606', '59014', '59526', 'weapon', 'oxygen', '"uk"', 'pregnant', 'avoid', 'kept'])
    expect(text).not.toContain(secret);
});
