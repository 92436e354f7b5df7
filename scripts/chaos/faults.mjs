import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serviceNames } from '../services.mjs';

/**
 * Every fault, as `{ name, targetMs, unnoticed, needs, happen(system) }`: `happen` brings it about and resolves when what the
 * fault took away is there again; `targetMs` is within which placements shall be answered again after that (null: none is
 * promised); `unnoticed` says that placements shall not fail at all.
 */
export function faultsOf() {
  const killService = (name) => ({
    name: `kill -9 of ${name}`,
    unnoticed: !['capacity', 'matching', 'gateway'].includes(name),
    async happen({ services, settings }) {
      const { pid } = services[name];
      const old = pid();
      process.kill(-old, 'SIGKILL');
      const died = performance.now();
      for (;;) {
        await pause(50);
        if (pid() === old) continue;
        const ready = await fetch(settings[name].readyUrl, { signal: AbortSignal.timeout(1_000) }).catch(
          () => undefined,
        );
        await ready?.body?.cancel();
        if (ready?.ok) return { readyAgainMs: Math.round(performance.now() - died) };
      }
    },
  });
  const killServer = (which, name, downMs, more) => ({
    name: `kill -9 of ${name}, ${downMs / 1_000} s down`,
    ...more,
    async happen(system) {
      await system[which].kill();
      await pause(downMs);
      const began = performance.now();
      await system[which].start();
      return { startedWithinMs: Math.round(performance.now() - began) };
    },
  });
  const way = (proxy, name, how, ms, more = {}) => ({
    name: `${name} ${how === 'slow' ? 'slowed by 300 ms each way' : how === 'hang' ? 'hangs' : 'is cut'} for ${ms / 1_000} s`,
    ...more,
    async happen({ proxies }) {
      if (how === 'slow') proxies[proxy].slow(300);
      else proxies[proxy][how]();
      await pause(ms);
      proxies[proxy].heal();
      return {};
    },
  });
  const jump = (name, how, seconds, ms) => ({
    name: `the clock of ${name} jumps ${how} for ${ms / 1_000} s, and back`,
    needs: ({ clocks }) => (clocks ? null : 'libfaketime is not on this machine'),
    unnoticed: true,
    async happen({ clocks }) {
      await clocks.jump(name, seconds);
      await pause(ms);
      await clocks.jump(name, 0);
      return {};
    },
  });
  return [
    ...serviceNames.map(killService),
    killServer('broker', 'the broker', 3_000, { unnoticed: true, drains: true }),
    killServer('database', 'the database', 500, {}),
    way('toCapacity', 'from matching to capacity', 'cut', 3_000),
    way('toCapacity', 'from matching to capacity', 'hang', 4_000),
    way('toCapacity', 'from matching to capacity', 'slow', 4_000, { unnoticed: true }),
    way('toMatching', 'from the gateway to matching', 'cut', 3_000),
    way('capacityMongo', 'from capacity to the database', 'cut', 3_000),
    way('matchingMongo', 'from matching to the database', 'hang', 4_000),
    way('capacityMongo', 'from capacity to the database', 'slow', 4_000, { unnoticed: true }),
    way('kafkaDoor', 'from all services to the broker', 'cut', 4_000, { unnoticed: true, drains: true }),
    way('kafkaDoor', 'from all services to the broker', 'hang', 4_000, { unnoticed: true, drains: true }),
    ...['capacity', 'matching', 'gateway'].flatMap((name) => [
      jump(name, 'a minute ahead', 60, 4_000),
      jump(name, 'an hour ahead', 3_600, 4_000),
      jump(name, 'an hour behind', -3_600, 4_000),
    ]),
    {
      name: 'the disk of the database is full for 15 s, and the database is then started again',
      needs: ({ disk }) => (disk ? null : 'this machine does not allow a disk of its own'),
      async happen({ disk, database }) {
        const file = path.join(disk, 'filling');
        const filling = await open(file, 'w');
        try {
          for (let size = 1 << 20; size >= 4_096; size >>= 1)
            for (let full = false; !full;)
              full = await filling.write(Buffer.alloc(size)).then(
                () => false,
                () => true,
              );
          await pause(15_000);
        } finally {
          await filling.close();
          await rm(file);
        }
        // Servers end on a full disk, or go on and write nothing more: either way somebody starts them again.
        const ended = database.hasExited();
        if (!ended) await database.kill();
        await database.start();
        return { databaseEnded: ended };
      },
    },
  ];
}
