import { createHash, randomInt } from 'node:crypto';

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A fresh link code (80 random bits). `random` gives a whole number from 0 to below its argument. */
export function newLinkCode(random: (below: number) => number = (below) => randomInt(below)): string {
  const four = () => Array.from({ length: 4 }, () => letters[random(letters.length)]).join('');
  return `LK-${[four(), four(), four(), four()].join('-')}`;
}

/** What is stored and published of a link code: enough to find it again, and nothing to read it from. */
export const digestOfLinkCode = (code: string): string =>
  createHash('sha256').update(`abri link code ${code}`).digest('base64url').slice(0, 27);
