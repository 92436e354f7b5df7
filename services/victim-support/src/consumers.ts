import { keepTrying } from '@abri/bus/keep-trying';
import type { Bus, BusLog, Subscription } from '@abri/bus/port';
import { AnyEvent } from '@abri/contracts/envelope';
import { topics } from '@abri/contracts/topics';
import type { People } from './people.js';

const changesNames: readonly string[] = ['CaseOpened', 'ConsentGiven', 'IdentityCorrected'];

/**
 * Every replica searches in its own memory: it hears of whom the others have written, and reads those anew. Resolves
 * when it follows and has read all, or with undefined when stopped before the broker answered.
 */
export async function followNames(o: {
  bus: Bus;
  people: People;
  log: BusLog;
  stopping: () => boolean;
}): Promise<Subscription | undefined> {
  const follow = () =>
    o.bus.follow({
      topics: [topics.supportEvents],
      name: 'victim-support.names',
      async handler({ value }) {
        const event = AnyEvent.safeParse(value);
        if (event.success && changesNames.includes(event.data.type)) await o.people.refresh(event.data.aggregateId);
      },
    });
  const names = await keepTrying('changed names', follow, o);
  if (names) await o.people.load();
  return names;
}
