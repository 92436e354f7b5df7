import { keepTrying } from '@abri/bus/keep-trying';
import { parseMessage } from '@abri/bus/parse';
import type { Bus, Subscription } from '@abri/bus/port';
import { HostingEvent } from '@abri/contracts/hosting-events';
import { topics } from '@abri/contracts/topics';
import type { Logger } from '@abri/service-kit/log';
import type { People } from './people.js';

const changesNames: readonly HostingEvent['type'][] = ['FileOpened', 'IdentityCorrected', 'FileErased'];

/**
 * Every replica searches names in its own memory: it hears whose the others have changed, and then reads all. Resolves
 * when the search is complete, or with undefined when stopped before.
 */
export async function followNames(o: {
  bus: Bus;
  people: People;
  log: Logger;
  stopping: () => boolean;
}): Promise<Subscription | undefined> {
  const { bus, people } = o;
  const others = await keepTrying(
    'names',
    () =>
      bus.follow({
        topics: [topics.hostingEvents],
        name: 'perpetrator-hosting.names',
        async handler(message) {
          const { type, aggregateId } = parseMessage(HostingEvent, message);
          if (changesNames.includes(type)) await people.refresh(aggregateId);
        },
      }),
    o,
  );
  await people.load();
  return others;
}
