import { parseCookie, type SerializeOptions, stringifySetCookie } from 'cookie';
import type { Request, Response } from 'express';

/** Browsers keep about 4,096 bytes a cookie, name and attributes included. */
const chunkLength = 3_800;

/** Reads and writes http-only, SameSite=Lax cookies of any length: long ones are cut into `name.0`, `name.1` and so on. */
export interface Cookies {
  read(req: Request, name: string): string | undefined;
  write(req: Request, res: Response, name: string, value: string, o?: { path?: string; maxAge?: number }): void;
  clear(req: Request, res: Response, name: string, o?: { path?: string }): void;
}

/** `secure` is false only where the gateway is reached over plain http, in development. */
export function createCookies(secure: boolean): Cookies {
  const parsed = (req: Request) => parseCookie(req.headers.cookie ?? '');
  const base: SerializeOptions = { httpOnly: true, sameSite: 'lax', secure };
  const set = (res: Response, name: string, value: string, o: { path?: string; maxAge?: number }) =>
    res.append('set-cookie', stringifySetCookie(name, value, { ...base, path: '/', ...o }));
  const partsOf = (req: Request, name: string) =>
    Object.keys(parsed(req)).filter(
      (key) => key === name || (/^\.\d+$/.test(key.slice(name.length)) && key.startsWith(name)),
    );
  return {
    read(req, name) {
      const all = parsed(req);
      if (all[name] !== undefined) return all[name];
      let whole = '';
      for (let part = 0; all[`${name}.${part}`] !== undefined; part++) whole += all[`${name}.${part}`];
      return whole === '' ? undefined : whole;
    },
    write(req, res, name, value, o = {}) {
      const count = Math.ceil(value.length / chunkLength);
      const parts =
        count <= 1
          ? new Map([[name, value]])
          : new Map(
              Array.from({ length: count }, (_, part) => [
                `${name}.${part}`,
                value.slice(part * chunkLength, (part + 1) * chunkLength),
              ]),
            );
      for (const [part, text] of parts) set(res, part, text, o);
      for (const old of partsOf(req, name)) if (!parts.has(old)) set(res, old, '', { ...o, maxAge: 0 });
    },
    clear(req, res, name, o = {}) {
      for (const part of partsOf(req, name)) set(res, part, '', { ...o, maxAge: 0 });
    },
  };
}
