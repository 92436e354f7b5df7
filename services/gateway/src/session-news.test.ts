import { memoryBus } from '@abri/bus/memory';
import { topics } from '@abri/contracts/topics';
import { createActiveSessions } from './active-sessions.js';
import { createSeal } from './seal.js';
import { followSessionNews } from './session-news.js';
import { createSignedOut } from './signed-out.js';

const now = () => 1_000;
const seal = createSeal('sign-outs', ['a secret of thirty-two characters']);

it('takes a sign-out that a newer replica tells with more than this one knows, and says what it cannot read', async () => {
  const bus = memoryBus();
  const signedOut = createSignedOut({ now, longestMs: 60_000 });
  const active = createActiveSessions({ now, idleMs: 60_000, longestMs: 60_000, signedOut });
  const told = async (news: object) =>
    bus.publish(topics.signOuts, [{ key: 'session', value: { v: 1, sealed: await seal.seal(news) } }]);
  await told({ what: 'session', id: 's1', beforeMs: 900, reason: 'from another desk' });
  await told({ what: 'session', id: 's2' });
  const warn = jest.fn();
  const news = followSessionNews({
    ...{ bus, seal, signedOut, active, ended: () => undefined, stopping: () => false },
    log: { warn } as never,
  });
  const followed = await news.followed;
  await followed?.caughtUp;
  const tokens = { access: '', accessEndsMs: 0, renewFromMs: 0, id: `e30.${btoa('{"sub":"u1"}')}.` };
  const ended = ['s1', 's2'].map((id) => signedOut.has({ id, startedMs: 0, tokens }));
  expect(ended).toEqual([true, false]);
  expect(warn).toHaveBeenCalledTimes(1);
  await followed?.stop();
  await bus.close();
});
