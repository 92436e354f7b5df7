import { z } from 'zod';

/**
 * A code that ties a zone to a case: whoever knows the case gives it to whoever keeps the zone. It says nothing by itself
 * (80 random bits), and only its digest is stored or published. Letters are Crockford's base 32: no I, L, O or U.
 */
export const LinkCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^LK(-[0-9A-HJKMNP-TV-Z]{4}){4}$/, 'a link code looks like LK-7Q2M-0KXD-9T4V-RB3C');
