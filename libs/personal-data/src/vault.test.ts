import fc from 'fast-check';
import { NotGenuine } from './cipher.js';
import { newKeyRingText, parseKeyRing } from './key-ring.js';
import { createVault, PersonErased } from './vault.js';
import { memoryWrappedKeys } from './wrapped-keys.js';

const newVault = () => {
  const keys = memoryWrappedKeys();
  const ring = parseKeyRing(newKeyRingText());
  return { keys, ring, vault: createVault({ keys, ring }) };
};
const fields = fc.record({ familyName: fc.string(), birthDate: fc.string(), note: fc.option(fc.string()) });

it('opens what it sealed, and shows none of it', async () => {
  const { vault } = newVault();
  await fc.assert(
    fc.asyncProperty(fields, async (person) => {
      const sealed = await vault.seal('p', 'identity', person);
      expect(await vault.open({ personId: 'p', record: 'identity', sealed })).toEqual(person);
      if (person.familyName.length >= 5)
        expect(Buffer.from(sealed, 'base64url').includes(Buffer.from(person.familyName))).toBe(false);
    }),
  );
});

it('sees every changed bit', async () => {
  const { vault } = newVault();
  const bytes = Buffer.from(await vault.seal('p', 'identity', { familyName: 'Martin' }), 'base64url');
  for (let bit = 0; bit < bytes.length * 8; bit++) {
    const changed = Buffer.from(bytes);
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    const sealed = changed.toString('base64url');
    await expect(vault.open({ personId: 'p', record: 'identity', sealed })).rejects.toThrow(NotGenuine);
  }
});

it('opens a record under its own person and name only', async () => {
  const { vault } = newVault();
  const sealed = await vault.seal('p', 'note:1', 'text');
  await vault.seal('q', 'note:1', 'other');
  await expect(vault.open({ personId: 'p', record: 'note:2', sealed })).rejects.toThrow(NotGenuine);
  await expect(vault.open({ personId: 'q', record: 'note:1', sealed })).rejects.toThrow(NotGenuine);
  await expect(vault.open({ personId: 'nobody', record: 'note:1', sealed })).rejects.toThrow(NotGenuine);
});

it('never opens an erased person again, and seals nothing new for them', async () => {
  const { vault } = newVault();
  const record = { personId: 'p', record: 'identity', sealed: await vault.seal('p', 'identity', 'text') };
  const other = { personId: 'q', record: 'identity', sealed: await vault.seal('q', 'identity', 'stays') };
  await vault.erase('p');
  await expect(vault.open(record)).rejects.toThrow(PersonErased);
  await expect(vault.seal('p', 'identity', 'again')).rejects.toThrow(PersonErased);
  expect(await vault.openAll([record, other])).toEqual([null, 'stays']);
});

it('does without an old master key once everything is wrapped anew', async () => {
  const { keys, ring, vault } = newVault();
  const record = { personId: 'p', record: 'identity', sealed: await vault.seal('p', 'identity', 'text') };
  const second = parseKeyRing(newKeyRingText()).keys.first;
  if (!second) throw new Error('a ring has a first key');
  const both = createVault({ keys, ring: { ...ring, current: 'second', keys: { ...ring.keys, second } } });
  expect(await both.rewrap(10)).toBe(1);
  expect(await both.rewrap(10)).toBe(0);
  const secondAlone = createVault({ keys, ring: { ...ring, current: 'second', keys: { second } } });
  expect(await secondAlone.open(record)).toBe('text');
  await expect(vault.open(record)).rejects.toThrow('lacks a key');
});

it('cannot open anything with another ring', async () => {
  const { keys, vault } = newVault();
  const record = { personId: 'p', record: 'identity', sealed: await vault.seal('p', 'identity', 'text') };
  const stranger = createVault({ keys, ring: parseKeyRing(newKeyRingText()) });
  await expect(stranger.open(record)).rejects.toThrow(NotGenuine);
});
