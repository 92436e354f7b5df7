import type { WrappedKey, WrappedKeys } from './wrapped-keys.js';

const key = (personId: string, wrapped = 'w', masterKeyId = 'k1'): WrappedKey => ({ personId, masterKeyId, wrapped });

/** What every place for wrapped keys must do. */
export function wrappedKeysContract(
  name: string,
  open: () => Promise<{ keys: WrappedKeys; close(): Promise<void> }>,
): void {
  describe(`wrapped keys contract: ${name}`, () => {
    let keys: WrappedKeys;
    let close = async () => {};
    beforeAll(async () => {
      ({ keys, close } = await open());
    }, 90_000);
    afterAll(() => close(), 60_000);

    it('keeps the first key of a person, also when two come at once', async () => {
      const answers = await Promise.all([keys.add(key('twice', 'a')), keys.add(key('twice', 'b'))]);
      const kept = (await keys.get(['twice', 'nobody'])).get('twice');
      expect(answers).toEqual([kept, kept]);
      expect((await keys.get(['nobody'])).size).toBe(0);
    });
    it('forgets an erased person’s key, and takes no other', async () => {
      await keys.add(key('gone'));
      await keys.erase('gone');
      await keys.erase('gone');
      expect(await keys.add(key('gone', 'again'))).toEqual({ personId: 'gone', erased: true });
      expect(await keys.replace(key('gone'), key('gone', 'x', 'k2'))).toBe(false);
    });
    it('remembers that somebody was erased before they had a key', async () => {
      await keys.erase('never');
      expect((await keys.get(['never'])).get('never')).toEqual({ personId: 'never', erased: true });
    });
    it('names the keys that another master key wrapped, and replaces them only as they were', async () => {
      await keys.add(key('old', 'a', 'k0'));
      expect((await keys.notUnder('k1', 10)).map(({ personId }) => personId)).toEqual(['old']);
      expect(await keys.replace(key('old', 'other', 'k0'), key('old', 'b'))).toBe(false);
      expect(await keys.replace(key('old', 'a', 'k0'), key('old', 'b'))).toBe(true);
      expect(await keys.notUnder('k1', 10)).toEqual([]);
    });
  });
}
