import { memoryStore } from './memory-store.js';
import { rememberedKeys } from './repository.js';
import { type Counter, counterProcess, recordingBus } from './test-counter.js';

const setUp = () => {
  const store = memoryStore<Counter>();
  const save = jest.spyOn(store, 'save');
  const bus = recordingBus();
  return { store, save, bus, ...counterProcess(store, bus) };
};

describe('a command', () => {
  it('is recorded with its events, numbered without a gap', async () => {
    const { repository } = setUp();
    await repository.execute('a', { add: 'one' });
    expect(await repository.execute('a', { add: 'two' })).toMatchObject({
      ok: true,
      seq: 2,
      state: { done: ['one', 'two'] },
      events: [{ seq: 2, aggregateId: 'a', type: 'Counted' }],
    });
  });

  it('is written together with those that gathered while the last write was under way', async () => {
    const { repository, save } = setUp();
    const results = await Promise.all(
      Array.from({ length: 50 }, (_, number) => repository.execute('a', { add: `${number}` })),
    );
    expect(save.mock.calls.length).toBeLessThanOrEqual(2);
    expect(results.map(({ seq }) => seq)).toEqual(Array.from({ length: 50 }, (_, number) => number + 1));
  });

  it('costs one write and no reading while nobody else writes', async () => {
    const { repository, store, save } = setUp();
    await repository.execute('a', { add: 'first' });
    const load = jest.spyOn(store, 'load');
    save.mockClear();
    await repository.execute('a', { add: 'second' });
    expect(save).toHaveBeenCalledTimes(1);
    expect(load).not.toHaveBeenCalled();
  });

  it('is decided again on what another process wrote meanwhile', async () => {
    const { store, bus, repository } = setUp();
    const other = counterProcess(store, bus, 'q').repository;
    await repository.execute('a', { add: 'mine' });
    await other.execute('a', { add: 'theirs' });
    expect(await repository.execute('a', { add: 'again' })).toMatchObject({
      seq: 3,
      state: { done: ['mine', 'theirs', 'again'] },
    });
  });

  it('fails alone: the next one finds the store as it is', async () => {
    const { repository, save } = setUp();
    save.mockRejectedValueOnce(new Error('the store is away'));
    await expect(repository.execute('a', { add: 'lost' })).rejects.toThrow('the store is away');
    expect(await repository.execute('a', { add: 'kept' })).toMatchObject({ seq: 1, state: { done: ['kept'] } });
  });
});

describe('an idempotency key', () => {
  it('gives a repeat the first answer and does nothing, also when both come at once', async () => {
    const { repository } = setUp();
    const o = { idempotencyKey: 'k' };
    const both = await Promise.all([
      repository.execute('a', { add: 'x' }, o),
      repository.execute('a', { add: 'x' }, o),
    ]);
    expect(both.map(({ replayed }) => replayed)).toEqual([false, true]);
    expect(await repository.execute('a', { add: 'x' }, o)).toMatchObject({ ok: true, replayed: true, events: [] });
    expect(await repository.read('a')).toMatchObject({ state: { done: ['x'] } });
  });

  it('gives a repeat the first refusal', async () => {
    const { repository } = setUp();
    await repository.execute('a', { add: 'x' });
    await repository.execute('a', { refuse: true }, { idempotencyKey: 'k' });
    expect(await repository.execute('a', { refuse: true }, { idempotencyKey: 'k' })).toMatchObject({
      ok: false,
      refused: 'full',
      detail: { most: 3 },
      replayed: true,
    });
  });

  it('is known after a restart, and to another process', async () => {
    const { store, bus, repository } = setUp();
    await repository.execute('a', { add: 'x' }, { idempotencyKey: 'k' });
    const next = counterProcess(store, bus, 'q').repository;
    expect(await next.execute('a', { add: 'x' }, { idempotencyKey: 'k' })).toMatchObject({ ok: true, replayed: true });
  });

  it('is refused for another command, and the same command may come later', async () => {
    const { repository } = setUp();
    await repository.execute('a', { add: 'x', now: '20:00' }, { idempotencyKey: 'k' });
    expect(await repository.execute('a', { add: 'y' }, { idempotencyKey: 'k' })).toMatchObject({
      ok: false,
      refused: 'idempotencyKeyReused',
    });
    expect(await repository.execute('a', { add: 'x', now: '20:01' }, { idempotencyKey: 'k' })).toMatchObject({
      ok: true,
      replayed: true,
    });
  });

  it('is forgotten only after many others', async () => {
    const { repository } = setUp();
    const add = (name: string) => repository.execute('a', { add: name }, { idempotencyKey: name });
    for (let number = 0; number <= rememberedKeys; number++) await add(`${number}`);
    expect(await add('1')).toMatchObject({ replayed: true });
    expect(await add('0')).toMatchObject({ replayed: false });
  });

  it('leaves nothing behind where there is no aggregate and the command is refused', async () => {
    const { repository, store } = setUp();
    await repository.execute('nobody', { refuse: true }, { idempotencyKey: 'k' });
    expect(await store.load('nobody')).toBeNull();
  });
});
