import { topics } from '@abri/contracts/topics';
import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import { mongoWrappedKeys } from '@abri/personal-data/mongo-wrapped-keys';
import { createVault } from '@abri/personal-data/vault';
import { createConnection } from 'mongoose';
import { startProgrammes } from '../../../services/programmes/src/app.js';
import { createBlindIndex } from '@abri/personal-data/blind-index';
import { decrypt } from '@abri/personal-data/cipher';
import { type AllServices, allServices } from './all-services.js';
import { lead, leader, type Subject, subjects, taking } from './people.js';

jest.setTimeout(60_000);
let stack: TestStack;
let all: AllServices;
beforeAll(async () => {
  stack = await testStack();
  all = await allServices(stack);
}, 120_000);
afterAll(async () => {
  await all.stop();
  await stack.stop();
}, 60_000);

const found = (words: readonly string[], text: string) =>
  words.filter((word) => text.toLowerCase().includes(word.toLowerCase()));

/** Everything that a thief of a service's database, with all keys, can open: tried with every key on every sealed text. */
async function opened(service: string): Promise<string> {
  const stored = await all.stored(service);
  const master = all.ring.keys[all.ring.current];
  if (!master) throw new Error('the ring has no current key');
  const rows = (name: string) =>
    (stored.get(name) ?? '').split('\n').flatMap((line) => (line ? [JSON.parse(line) as Record<string, unknown>] : []));
  const keys = rows('personKeys').flatMap(({ _id, wrapped }) =>
    typeof wrapped === 'string'
      ? [{ personId: String(_id), key: decrypt(master, `key of ${String(_id)}`, wrapped) }]
      : [],
  );
  const texts: string[] = [];
  for (const name of stored.keys())
    for (const { _id, sealed, record, kind } of rows(name)) {
      if (typeof sealed !== 'string') continue;
      const names = [record, 'identity', 'professional', `${String(kind)}:${String(_id)}`];
      for (const { personId, key } of keys)
        for (const place of names) {
          try {
            texts.push(decrypt(key, JSON.stringify([personId, place]), sealed).toString());
          } catch {
            // Another key's, or another place's.
          }
        }
    }
  return texts.join('\n');
}

/** Where a word stands in clear, or can be found by its digest, in anything that is kept or sent. */
async function traces({ words }: Subject): Promise<string[]> {
  const places: string[] = [];
  for (const other of Object.keys(all.databases))
    for (const [collection, text] of await all.stored(other))
      places.push(...found(words, text).map((word) => `${word} in ${other}.${collection}`));
  places.push(...found(words, await all.published()).map((word) => `${word} on a topic`));
  places.push(...found(words, all.logged()).map((word) => `${word} in a log`));
  places.push(...found(words, await all.metrics()).map((word) => `${word} in a metric`));
  return places;
}
async function digests({ service, names }: Subject): Promise<string[]> {
  const index = createBlindIndex({ key: all.ring.indexKey, context: service });
  const text = [...(await all.stored(service)).values()].join('\n');
  return index.parts(names).filter((digest) => text.includes(digest));
}

describe.each(subjects)('somebody known to $service', (subject) => {
  const { service, words, shown, erase, enter } = subject;
  let id = '';
  beforeAll(async () => {
    id = await enter(taking(all));
  });

  it('is shown to whoever may see them, and stands in clear nowhere, not even before', async () => {
    const seen = (await shown(all.ask, id)).join('\n');
    expect(found(words.slice(0, 2), seen)).toHaveLength(2);
    expect(await traces(subject)).toEqual([]);
    expect(found(words.slice(0, 2), await opened(service))).toHaveLength(2);
    expect((await digests(subject)).length).toBeGreaterThanOrEqual(subject.names.length);
  });

  it('is nowhere once they were erased: no answer, store, digest, topic, log or metric yields them, whoever has the keys', async () => {
    expect((await erase(all.ask, id)).status).toBeLessThan(300);
    expect(found(words, (await shown(all.ask, id)).join('\n'))).toEqual([]);
    expect(await traces(subject)).toEqual([]);
    expect(await digests(subject)).toEqual([]);
    expect(found(words, await opened(service))).toEqual([]);
  });

  it('can be erased again: whoever did not hear the answer is not refused, and half an erasure is finished', async () => {
    expect((await erase(all.ask, id)).status).toBeLessThan(300);
  });
});

it('refuses to write to somebody who was erased, and does not fail on it', async () => {
  const { enter, erase } = subjects[0] ?? {};
  const caseId = (await enter?.(taking(all))) ?? '';
  await erase?.(all.ask, caseId);
  const content = Buffer.from('a document').toString('base64');
  for (const [path, body] of [
    ['notes', { text: 'too late' }],
    ['documents', { kind: 'medical', title: 'Too late', mediaType: 'text/plain', content }],
    ['reports', { channel: 'form', urgent: false, text: 'too late' }],
  ] as const) {
    const answer = await all.ask('child-followup', lead, 'POST', `/cases/${caseId}/${path}`, body);
    expect({ path, type: answer.body.type }).toEqual({ path, type: 'urn:abri:problem:child-erased' });
  }
});

it('leaves what was counted, and an entry of who erased whom in the audit', async () => {
  const topic = await all.published();
  for (const type of ['PersonErased', 'FileErased']) expect(topic).toContain(type);
  expect(topic).toContain(topics.childFollowupEvents);
  for (const { service } of subjects) expect((await all.stored(service)).get('audit')).toMatch(/erase/i);
});

it('answers somebody who signs up again for a training after their name was erased', async () => {
  const worker = { roles: ['hotline'], subject: 'a-worker' } as const;
  const training = await taking(all)('programmes', leader, 'POST', '/series', {
    programme: { kind: 'training', subject: 'detection', commune: '59606', seats: 8 },
    texts: { title: 'Une formation', place: 'Une salle', materials: [] },
    sessions: [{ startsAt: new Date(Date.now() + 86_400_000).toISOString(), minutes: 60 }],
  });
  const series = `/series/${String(training.body.seriesId)}`;
  const signUp = { professional: { name: 'A Worker', organisation: '' }, field: 'health' };
  const own = await taking(all)('programmes', worker, 'POST', `${series}/own-sign-up`, signUp);
  const { participantId } = own.body.own as { participantId: string };
  await taking(all)('programmes', worker, 'POST', `${series}/own-sign-up/withdraw`, {});
  await taking(all)('programmes', leader, 'POST', `${series}/sign-ups/${participantId}/erase`, {});
  const again = await all.ask('programmes', worker, 'POST', `${series}/own-sign-up`, signUp);
  expect({ status: again.status, type: again.body.type }).toEqual({
    status: 410,
    type: 'urn:abri:problem:participant-erased',
  });
});

it('opens everything under a new master key once all is wrapped anew, and nothing any more under the old one', async () => {
  const take = taking(all);
  const training = await take('programmes', leader, 'POST', '/series', {
    programme: { kind: 'training', subject: 'detection', commune: '59606', seats: 8 },
    texts: { title: 'Une formation', place: 'Une salle', materials: [] },
    sessions: [{ startsAt: new Date(Date.now() + 86_400_000).toISOString(), minutes: 60 }],
  });
  const series = `/series/${String(training.body.seriesId)}`;
  const signUp = { professional: { name: 'Rotation Kept', organisation: '' }, field: 'health' };
  await take('programmes', leader, 'POST', `${series}/sign-ups`, signUp);

  const fresh = parseKeyRing(newKeyRingText(undefined, 'second'));
  const both = { ...fresh, indexKey: all.ring.indexKey, keys: { ...all.ring.keys, ...fresh.keys } };
  const connection = await createConnection(all.databases.programmes ?? '').asPromise();
  const vault = createVault({ keys: mongoWrappedKeys(connection), ring: both });
  while ((await vault.rewrap(2)) > 0);
  await connection.close();

  const shownUnder = async (keyRing: typeof both) => {
    const log = all.logOf('programmes');
    const running = await startProgrammes({ ...all.configs.programmes, keyRing }, { log });
    const token = await all.issuer.sign({ roles: ['programmes'] });
    const answer = await fetch(running.url + series, { headers: { authorization: `Bearer ${token}` } });
    await running.stop();
    return { status: answer.status, text: await answer.text() };
  };
  expect((await shownUnder({ ...both, keys: fresh.keys })).text).toContain('Rotation Kept');
  const old = await shownUnder(all.ring);
  expect(old).toMatchObject({ status: 500 });
  expect(old.text).not.toContain('Rotation');
});
