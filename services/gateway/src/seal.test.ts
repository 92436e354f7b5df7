import { createSeal } from './seal.js';

const [first, second] = ['the first secret, long enough for it', 'the second secret, long enough too.'];

it('opens what it has sealed, and nothing that was changed or is no seal', async () => {
  const seal = createSeal('session', [first]);
  const text = await seal.seal({ name: 'Inès' });
  expect(text).not.toContain('Inès');
  expect(await seal.open(text)).toEqual({ name: 'Inès' });
  for (const other of ['', 'x', `${text}x`, text.slice(0, -2), text.replace(/\.[^.]+$/, '.AAAAAAAAAAAAAAAAAAAAAA')])
    expect(await seal.open(other)).toBeUndefined();
});

it('opens nothing that was sealed for another purpose or with another secret', async () => {
  const text = await createSeal('session', [first]).seal(1);
  expect(await createSeal('sign-in', [first]).open(text)).toBeUndefined();
  expect(await createSeal('session', [second]).open(text)).toBeUndefined();
});

it('lets a new secret come in while the old one still opens', async () => {
  const old = await createSeal('session', [first]).seal(1);
  const both = createSeal('session', [second, first]);
  expect(await both.open(old)).toBe(1);
  expect(await createSeal('session', [second]).open(await both.seal(2))).toBe(2);
});

it('takes no short secret, and none at all neither', () => {
  expect(() => createSeal('session', ['short'])).toThrow('32');
  expect(() => createSeal('session', [])).toThrow('secret');
});
