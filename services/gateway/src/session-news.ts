import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus, Subscription } from '@abri/bus/port';
import { readKnown } from '@abri/contracts/read-known';
import { topics } from '@abri/contracts/topics';
import type { Logger } from '@abri/service-kit/log';
import { z } from 'zod';
import { ActiveSession, type ActiveSessions } from './active-sessions.js';
import type { Seal } from './seal.js';
import { SignOut, type SignedOut } from './signed-out.js';

/** As it lies on the topic: sealed, so that only a gateway can say it, and nobody else reads who it was. */
const Message = z.object({ v: z.literal(1), sealed: z.string() });
const News = z.discriminatedUnion('what', [SignOut, ActiveSession]);
type News = z.infer<typeof News>;
const activeKey = ActiveSession.shape.what.value;

/** What has become of sessions, of this gateway and of its replicas. */
export interface SessionNews {
  /** Counts here at once, and at every replica as soon as the broker has it. */
  tell(news: News): void;
  /** Resolves when it follows, or with undefined when stopped before the broker answered. */
  followed: Promise<Subscription | undefined>;
}

/** Reads what was told from the topic's start, so that a new replica knows it too. `ended` is told after each sign-out. */
export function followSessionNews(o: {
  bus: Bus;
  seal: Seal;
  signedOut: SignedOut;
  active: ActiveSessions;
  ended: () => void;
  log: Logger;
  stopping: () => boolean;
}): SessionNews {
  const count = (news: News) => {
    if (news.what === 'active') return o.active.add(news);
    o.signedOut.add(news);
    o.ended();
  };
  const follow = () =>
    o.bus.replay({
      topics: [topics.signOuts],
      name: 'gateway-sign-outs',
      async handler({ key, timestampMs, value }) {
        // Nearly all that lies there, and a new replica has to be ready soon.
        if (key === activeKey && o.active.isPast(timestampMs)) return;
        const message = Message.safeParse(value);
        const news = readKnown(News, message.success ? await o.seal.open(message.data.sealed) : undefined);
        if (news.success) count(news.data);
        else
          o.log.warn(
            { event: 'signOutUnreadable' },
            'a message on the topic of sign-outs is of no gateway, of an older secret or of a newer version',
          );
      },
    });
  return {
    tell(news) {
      count(news);
      const publish = async () => {
        const value = { v: 1, sealed: await o.seal.seal(news) } satisfies z.input<typeof Message>;
        await o.bus.publish(topics.signOuts, [{ key: news.what, value }]);
      };
      void keepTrying('sign-outs', publish, o);
    },
    followed: keepTrying('sign-outs', follow, o),
  };
}
