import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto';
import { type AuditCheckpoint } from '@abri/contracts/audit-checkpoint';
import { topics } from '@abri/contracts/topics';
import type { Bus } from '@abri/bus/port';
import type { Connection } from 'mongoose';
import { Gauge } from 'prom-client';
import { type Audit, type AuditEntry, type AuditLog, chainHash, firstHash, mongoAudit } from './audit.js';
import type { AuditKeys } from './audit-key.js';
import { mongoReadings } from './audit-readings.js';
import { type Clock, systemClock } from './clock.js';
import { type Logger, reasonOf } from './log.js';
import type { MetricsRegistry } from './metrics.js';
import { limitedReadings } from './reading-limit.js';

type Said = Omit<AuditCheckpoint, 'signature'>;
const saidIn = ({ service, number, hash, at }: Said) => Buffer.from(JSON.stringify([service, number, hash, at]));

/** A checkpoint with its signature. `key` is an Ed25519 private key. */
export const signed = (key: KeyObject, said: Said): AuditCheckpoint => ({
  ...said,
  signature: sign(null, saidIn(said), key).toString('base64url'),
});

/** Whether a checkpoint was signed by the owner of this key, public or private. */
export const isGenuine = (key: KeyObject, { signature, ...said }: AuditCheckpoint): boolean =>
  verify(null, saidIn(said), key.type === 'private' ? createPublicKey(key) : key, Buffer.from(signature, 'base64url'));

/** How many entries are read at once. */
const pageSize = 1_000;

/**
 * An audit log whose entries are signed: within `everyMs` of an entry, a checkpoint is kept beside the log and sent to the
 * topic of checkpoints. Before it signs, it looks whether what was signed before still stands, and whether the chain is
 * whole from there on; if not it signs no more, and calls for people. What an earlier key has signed last it signs anew at its
 * start. `stop` signs what is left.
 */
export function checkpointed(
  log: AuditLog,
  o: {
    service: string;
    keys: AuditKeys;
    bus: Pick<Bus, 'publish'>;
    logger: Pick<Logger, 'warn' | 'error'>;
    clock?: Clock;
    everyMs?: number;
    /** Where it shows whether the log is broken, for an alert. */
    registry?: MetricsRegistry;
  },
): Audit & { stop(): Promise<void>; checkpoint(): Promise<AuditCheckpoint | undefined> } {
  const { service, keys, logger } = o;
  const [key] = keys;
  const clock = o.clock ?? systemClock;
  const broken = o.registry && brokenGauge(o.registry);
  broken?.set(0);
  let timer: NodeJS.Timeout | undefined;
  let last: AuditCheckpoint | undefined;
  let running: Promise<AuditCheckpoint | undefined> = Promise.resolve(undefined);

  /** The end of the chain, walked from the last checkpoint; undefined when it is not what was signed. */
  const walked = async (): Promise<{ number: number; hash: string } | undefined> => {
    last ??= await log.lastCheckpoint();
    const begun = last;
    if (begun && !keys.some((known) => isGenuine(known, begun))) return undefined;
    let end = { number: last?.number ?? 0, hash: last?.hash ?? firstHash };
    if (last && (await log.after(last.number - 1, 1))[0]?.hash !== last.hash) return undefined;
    for (;;) {
      const page = await log.after(end.number, pageSize);
      for (const { number, previousHash, hash, ...entry } of page) {
        const follows = number === end.number + 1 && previousHash === end.hash;
        if (!follows || hash !== chainHash(entry, number, previousHash)) return undefined;
        end = { number, hash };
      }
      if (page.length < pageSize) return end;
    }
  };
  const checkpointNow = async () => {
    const end = await walked();
    broken?.set(end ? 0 : 1);
    if (!end) {
      logger.error({ alert: 'auditBroken', service }, 'the audit log is not what was signed: run npm run audit:verify');
      return undefined;
    }
    if (end.number === (last?.number ?? 0) && (!last || isGenuine(key, last))) return last;
    const next = signed(key, { service, ...end, at: clock.now().toISOString() });
    // First out of the database's reach. A checkpoint twice says the same twice.
    await o.bus.publish(topics.auditCheckpoints, [{ key: service, value: next }]);
    await log.addCheckpoint(next);
    last = next;
    return next;
  };
  const checkpoint = () => {
    running = running.catch(() => undefined).then(checkpointNow);
    return running;
  };
  const failed = (error: unknown) => {
    logger.warn({ reason: reasonOf(error) }, 'the audit log will be signed later');
    soon();
  };
  const soon = () => {
    timer ??= setTimeout(() => {
      timer = undefined;
      void checkpoint().catch(failed);
    }, o.everyMs ?? 60_000).unref();
  };
  // What an earlier process wrote and did not live to sign.
  soon();
  return {
    all: () => log.all(),
    async append(entry: AuditEntry) {
      await log.append(entry);
      soon();
    },
    checkpoint,
    async stop() {
      clearTimeout(timer);
      timer = undefined;
      await checkpoint().catch((error: unknown) =>
        logger.warn({ reason: reasonOf(error) }, 'the audit log will be signed later'),
      );
      clearTimeout(timer);
    },
  };
}

/** A broken log stays broken until people mend it: a gauge, which every replica and every later process sets again. */
const brokenGauge = (registry: MetricsRegistry) =>
  new Gauge({
    name: 'abri_audit_broken',
    help: 'Whether the audit log is not what was signed: 1 or 0, as this process last saw it',
    registers: [registry],
  });

/**
 * The audit log of a service in its own database, signed with its key, and a limit on how many different files one person may open in a
 * day. In tests both may be left out.
 */
export function serviceAudit(
  connection: Connection,
  {
    keys,
    readingsADay,
    ...o
  }: Omit<Parameters<typeof checkpointed>[1], 'keys' | 'registry'> & {
    keys: AuditKeys | undefined;
    readingsADay: number | undefined;
    registry: MetricsRegistry;
  },
): Audit & { stop(): Promise<void> } {
  const log = mongoAudit(connection);
  const audit = keys ? checkpointed(log, { ...o, keys }) : { ...log, stop: async () => undefined };
  if (readingsADay === undefined) return audit;
  return limitedReadings(audit, { most: readingsADay, readings: mongoReadings(connection), registry: o.registry });
}
