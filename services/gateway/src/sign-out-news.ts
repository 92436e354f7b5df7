import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus, Subscription } from '@abri/bus/port';
import { topics } from '@abri/contracts/topics';
import type { Logger } from '@abri/service-kit/log';
import { z } from 'zod';
import type { Seal } from './seal.js';
import { SignOut, type SignedOut } from './signed-out.js';

/** A sign-out as it lies on the topic: sealed, so that only a gateway can say it, and nobody else reads who it was. */
const Message = z.object({ v: z.literal(1), sealed: z.string() });

/** Sign-outs of this gateway, and of its replicas. */
export interface SignOutNews {
  /** Counts here at once, and at every replica as soon as the broker has it. */
  tell(signOut: SignOut): void;
  /** Resolves when it follows, or with undefined when stopped before the broker answered. */
  followed: Promise<Subscription | undefined>;
}

/** Reads what was signed out from the topic's start, so that a new replica knows it too. `ended` is told after each one. */
export function followSignOuts(o: {
  bus: Bus;
  seal: Seal;
  signedOut: SignedOut;
  ended: () => void;
  log: Logger;
  stopping: () => boolean;
}): SignOutNews {
  const count = (signOut: SignOut) => {
    o.signedOut.add(signOut);
    o.ended();
  };
  const follow = () =>
    o.bus.replay({
      topics: [topics.signOuts],
      name: 'gateway-sign-outs',
      async handler({ value }) {
        const message = Message.safeParse(value);
        const signOut = SignOut.safeParse(message.success ? await o.seal.open(message.data.sealed) : undefined);
        if (signOut.success) count(signOut.data);
        else
          o.log.warn({ event: 'signOutUnreadable' }, 'a sign-out on the topic is of no gateway, or of an older secret');
      },
    });
  return {
    tell(signOut) {
      count(signOut);
      const publish = async () => {
        const value = { v: 1, sealed: await o.seal.seal(signOut) } satisfies z.input<typeof Message>;
        await o.bus.publish(topics.signOuts, [{ key: signOut.what, value }]);
      };
      void keepTrying('sign-outs', publish, o);
    },
    followed: keepTrying('sign-outs', follow, o),
  };
}
