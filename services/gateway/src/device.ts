import Bowser from 'bowser';

/** What a session is used with, as its browser says: a family and a system, no version, no address. */
export interface Device {
  browser: string | null;
  system: string | null;
}

/** More of a header than any browser sends is not searched. */
const longestSearched = 512;
/** Only names from the library's own lists: for a browser that it does not know, it gives what the header says. */
const known = (names: Record<string, string>, name: string | undefined) =>
  name !== undefined && Object.values(names).includes(name) ? name : null;

/** Takes a User-Agent header; gives null for what is not told or not known. Throws nothing. */
export function deviceOf(userAgent: string | undefined): Device {
  if (!userAgent) return { browser: null, system: null };
  const { browser, os } = Bowser.parse(userAgent.slice(0, longestSearched));
  return { browser: known(Bowser.BROWSER_MAP, browser.name), system: known(Bowser.OS_MAP, os.name) };
}
