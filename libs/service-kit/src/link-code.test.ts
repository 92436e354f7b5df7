import { LinkCode } from '@abri/contracts/link-code';
import fc from 'fast-check';
import { digestOfLinkCode, newLinkCode } from './link-code.js';

it('makes codes that the contract takes, whatever the dice say', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(31), { minLength: 16, maxLength: 16 }), (dice) => {
      let at = 0;
      const code = newLinkCode((below) => (dice[at++] ?? 0) % below);
      expect(LinkCode.parse(` ${code.toLowerCase()} `)).toBe(code);
    }),
  );
});
it('gives one digest for a code, another for another, and nothing of the code', () => {
  const [one, other] = [newLinkCode(), newLinkCode()];
  expect(digestOfLinkCode(one)).toBe(digestOfLinkCode(one));
  expect(digestOfLinkCode(one)).not.toBe(digestOfLinkCode(other));
  for (const part of one.split('-').slice(1)) expect(digestOfLinkCode(one)).not.toContain(part);
});
