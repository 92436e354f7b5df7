import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { memoryBus } from '@abri/bus/memory';
import { topics } from '@abri/contracts/topics';
import { checkpointed } from './audit-checkpoints.js';
import { type AuditKeys, auditPublicKeys, newAuditKeyText, readAuditKeys } from './audit-key.js';
import { verifyAudit } from './audit-verify.js';
import { createLogger } from './log.js';
import { createMetrics, type MetricsRegistry } from './metrics.js';
import { anEntry, memoryAudit } from './test-audit.js';

const keys: AuditKeys = [generateKeyPairSync('ed25519').privateKey];
const logger = createLogger('test', 'silent');

/** A log that is signed, with what came on the topic. */
function signedLog() {
  const log = memoryAudit();
  const witness: unknown[] = [];
  const bus = {
    async publish(topic: string, messages: readonly { value: unknown }[]) {
      expect(topic).toBe(topics.auditCheckpoints);
      witness.push(...messages.map(({ value }) => value));
    },
  };
  const open = (over: { bus?: typeof bus; registry?: MetricsRegistry; keys?: AuditKeys } = {}) =>
    checkpointed(log, { service: 'capacity', keys, bus, logger, ...over });
  const verdict = (known = keys) =>
    verifyAudit({ service: 'capacity', entries: log.entries, checkpoints: witness, keys: known });
  return { log, witness, open, verdict };
}

it('signs what was written, once, and outside of the database too', async () => {
  const { log, witness, open, verdict } = signedLog();
  const audit = open();
  for (const number of [1, 2, 3]) await audit.append(anEntry(number));
  await audit.checkpoint();
  await audit.checkpoint();
  expect(witness).toEqual(log.kept);
  expect(witness).toMatchObject([{ number: 3 }]);
  await audit.append(anEntry(4));
  await audit.stop();
  expect(await verdict()).toEqual({ findings: [], entries: 4, signedUpTo: 4 });
});

it('signs no log that was changed, taken from, or cut below it while it runs', async () => {
  for (const tamper of [
    (log: ReturnType<typeof memoryAudit>) => void log.entries.splice(1),
    (log: ReturnType<typeof memoryAudit>) => void log.entries.splice(0),
    (log: ReturnType<typeof memoryAudit>) => void log.entries.splice(3, 1),
    (log: ReturnType<typeof memoryAudit>) => {
      const [entry] = log.entries.splice(3, 1);
      if (entry) log.entries.splice(3, 0, { ...entry, who: 'somebody' });
    },
  ]) {
    const { log, witness, open } = signedLog();
    const audit = open();
    for (const number of [1, 2, 3]) await audit.append(anEntry(number));
    await audit.checkpoint();
    await audit.append(anEntry(4));
    await audit.append(anEntry(5));
    tamper(log);
    expect(await audit.checkpoint()).toBeUndefined();
    expect(witness).toHaveLength(1);
    await audit.stop();
    expect(witness).toHaveLength(1);
  }
});

it('tells Prometheus of a broken log until it is mended, also after a start anew', async () => {
  const { log, open } = signedLog();
  const first = open();
  for (const number of [1, 2, 3]) await first.append(anEntry(number));
  await first.stop();
  const { registry } = createMetrics('capacity');
  const second = open({ registry });
  const broken = async () => /^abri_audit_broken\{.*\} (\d)$/m.exec(await registry.metrics())?.[1];
  expect(await broken()).toBe('0');
  const cut = log.entries.splice(1);
  for (let times = 0; times < 2; times++) {
    await second.checkpoint();
    expect(await broken()).toBe('1');
  }
  log.entries.push(...cut);
  await second.stop();
  expect(await broken()).toBe('0');
});

it('shows a log that was cut together with its checkpoints, by what lies on the topic', async () => {
  const { log, open, verdict } = signedLog();
  const first = open();
  for (const number of [1, 2, 3, 4]) await first.append(anEntry(number));
  await first.stop();
  log.entries.splice(2);
  log.kept.splice(0);
  const second = open();
  await second.append(anEntry(5));
  await second.stop();
  expect((await verdict()).findings).toContainEqual({ finding: 'cut', from: 4, upTo: 4 });
  for (const number of [6, 7]) await log.append(anEntry(number));
  expect((await verdict()).findings).toContainEqual({ finding: 'rewritten', number: 4 });
});

it('tries again when the topic could not be reached, and loses nothing', async () => {
  const { log, open, verdict } = signedLog();
  let away = true;
  const bus = memoryBus();
  const flaky = {
    async publish(topic: string, messages: readonly { key: string; value: unknown }[]) {
      if (away) throw new Error('Kafka is away');
      await bus.publish(topic, messages);
    },
  };
  const audit = open({ bus: flaky });
  await audit.append(anEntry(1));
  await expect(audit.checkpoint()).rejects.toThrow('away');
  expect(log.kept).toEqual([]);
  away = false;
  expect(await audit.checkpoint()).toMatchObject({ number: 1 });
  await audit.stop();
  expect((await verdict()).findings).toEqual([]);
});

it('makes a key for its owner only outside production, and none within', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'abri-audit-'));
  try {
    const AUDIT_KEY_FILE = path.join(folder, 'capacity', 'audit-key.pem');
    expect(() => readAuditKeys({ AUDIT_KEY_FILE }, true)).toThrow(/AUDIT_KEY_FILE/);
    const [made] = readAuditKeys({ AUDIT_KEY_FILE }, false);
    expect(statSync(AUDIT_KEY_FILE).mode & 0o777).toBe(0o600);
    const given = readAuditKeys({ AUDIT_KEY: readFileSync(AUDIT_KEY_FILE, 'utf8'), AUDIT_KEY_FILE: '' }, true);
    expect([given.length, given[0].equals(made)]).toEqual([1, true]);
    expect(() => readAuditKeys({ AUDIT_KEY: 'secret text', AUDIT_KEY_FILE }, false)).toThrow(/^AUDIT_KEY is not/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('a key that was changed', () => {
  const next = generateKeyPairSync('ed25519').privateKey;
  const changed: AuditKeys = [next, keys[0]];

  it('signs what the earlier one has signed last, and everything from there on', async () => {
    const { log, witness, open, verdict } = signedLog();
    const before = open();
    for (const number of [1, 2, 3]) await before.append(anEntry(number));
    await before.stop();
    const after = open({ keys: changed });
    await after.checkpoint();
    await after.checkpoint();
    expect(witness).toMatchObject([{ number: 3 }, { number: 3 }]);
    expect(await verdict([next])).toMatchObject({ findings: [{ finding: 'forgedCheckpoint', number: 3 }] });
    log.kept.shift();
    await after.append(anEntry(4));
    await after.stop();
    expect(await verdict(changed)).toEqual({ findings: [], entries: 4, signedUpTo: 4 });
  });

  it('signs nothing after a key that it does not know', async () => {
    const { witness, open } = signedLog();
    const before = open();
    await before.append(anEntry(1));
    await before.stop();
    const after = open({ keys: [next] });
    await after.append(anEntry(2));
    await after.stop();
    expect(witness).toHaveLength(1);
  });

  it('is read with the public halves of those before it, from one text', () => {
    const [one, other] = [newAuditKeyText(), newAuditKeyText()];
    const [earlier] = auditPublicKeys(other);
    const publicHalf = earlier?.export({ type: 'spki', format: 'pem' }).toString() ?? '';
    const read = (AUDIT_KEY: string) => readAuditKeys({ AUDIT_KEY, AUDIT_KEY_FILE: '' }, true);
    expect(read(`${one}\n${publicHalf}`).map(({ type }) => type)).toEqual(['private', 'public']);
    expect(auditPublicKeys(`${one}${publicHalf}`)).toHaveLength(2);
    expect(() => read(publicHalf)).toThrow(/^AUDIT_KEY is not/);
    const { publicKey: rsa } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(() => read(`${one}${rsa.export({ type: 'spki', format: 'pem' }).toString()}`)).toThrow(/not Ed25519/);
    expect(() => auditPublicKeys('')).toThrow('there is no key');
  });
});
