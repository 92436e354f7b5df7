import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';
import { z } from 'zod';
import { keep, readKept } from './kept-file.js';

interface Entry {
  payload: AdapterPayload;
  endsMs: number;
}
const Kept = z.record(z.string(), z.object({ payload: z.looseObject({}), endsMs: z.number() }));
const neverMs = 8_640_000_000_000_000;

/**
 * Sessions, grants and tokens in memory, written to one file a moment after a change: a restart signs nobody out.
 * Fit for one process and some thousands of sign-ins, which is what a development issuer has.
 */
export function keptState(file: string, now: () => number = Date.now): { adapter: AdapterFactory; save(): void } {
  const entries = new Map<string, Entry>(Object.entries(Kept.parse(readKept(file) ?? {})) as [string, Entry][]);
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    for (const [key, { endsMs }] of entries) if (endsMs <= now()) entries.delete(key);
    keep(file, Object.fromEntries(entries));
  };
  const changed = () => {
    timer ??= setTimeout(save, 500).unref();
  };
  const live = (key: string) => {
    const entry = entries.get(key);
    return entry && entry.endsMs > now() ? entry.payload : undefined;
  };
  const findBy = (model: string, fits: (payload: AdapterPayload) => boolean) => {
    for (const [key, { payload }] of entries) if (key.startsWith(`${model}:`) && fits(payload)) return live(key);
    return undefined;
  };

  const adapter = (model: string): Adapter => ({
    async upsert(id, payload, expiresIn) {
      entries.set(`${model}:${id}`, { payload, endsMs: expiresIn ? now() + expiresIn * 1_000 : neverMs });
      changed();
    },
    find: async (id) => live(`${model}:${id}`),
    findByUid: async (uid) => findBy(model, (payload) => payload.uid === uid),
    findByUserCode: async (code) => findBy(model, (payload) => payload.userCode === code),
    async consume(id) {
      const payload = live(`${model}:${id}`);
      if (payload) payload.consumed = Math.floor(now() / 1_000);
      changed();
    },
    async destroy(id) {
      entries.delete(`${model}:${id}`);
      changed();
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of entries) if (payload.grantId === grantId) entries.delete(key);
      changed();
    },
  });
  return { adapter, save };
}
