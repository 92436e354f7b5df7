import { readFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

const chromiumArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Where the system under test listens: `npm test` sets it. Against a running `npm start`: ABRI_URL=http://127.0.0.1:4000. */
export function systemUrl(): string {
  const url = process.env.ABRI_URL;
  if (!url) throw new Error('ABRI_URL is not set: run `npm test`, or set it to a running system.');
  return url;
}

/**
 * How somebody looks at the system. `withoutWorker`: no service worker, so that a test can stand between page and server. `signsIn`: by the
 * form, into a session of their own, and not into the one that the same account has in this file.
 */
export interface Visit {
  locale?: string;
  width?: number;
  height?: number;
  withoutWorker?: boolean;
  signsIn?: boolean;
}

/** One browser for a test file; every person in it has a context, and so a session, of their own. */
export async function openBrowser() {
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
    args: chromiumArguments,
  });
  const contexts = new Map<BrowserContext, string[]>();
  const sessions = new Map<string, BrowserContext>();

  const visit = async (o: Visit = {}): Promise<Page> => {
    const context = await browser.newContext({
      locale: o.locale ?? 'en-GB',
      viewport: { width: o.width ?? 1280, height: o.height ?? 900 },
      baseURL: systemUrl(),
      acceptDownloads: true,
      serviceWorkers: o.withoutWorker ? 'block' : 'allow',
    });
    context.setDefaultTimeout(20_000);
    const errors: string[] = [];
    contexts.set(context, errors);
    const page = await context.newPage();
    page.on('pageerror', (error) => errors.push(String(error)));
    page.on('request', (request) => {
      const { hostname } = new URL(request.url());
      // A single request to a stranger would tell where somebody is looking for shelter.
      if (request.url().startsWith('http') && hostname !== '127.0.0.1') errors.push(`asked ${hostname}`);
    });
    return page;
  };

  return {
    visit,
    /** A page signed in as a demo account, such as `hotline`. */
    async signedIn(account: string, o: Visit = {}): Promise<Page> {
      const page = await visit(o);
      const session = o.signsIn ? undefined : sessions.get(account);
      if (session) {
        await page.context().addCookies(await session.cookies());
        await page.goto('/');
      } else {
        await page.goto('/auth/login');
        await page.fill('input[type=email]', `${account}@abri.test`);
        await page.fill('input[type=password]', 'abri-demo');
        await page.keyboard.press('Enter');
        if (!o.signsIn) sessions.set(account, page.context());
      }
      await page.getByRole('navigation').first().waitFor();
      return page;
    },
    /** Script errors, and requests to anywhere but the system itself, on any page so far. */
    errors: () => [...contexts.values()].flat(),
    close: () => browser.close(),
  };
}

/** What axe finds wrong on the page as it is now: rule and the places, for a readable failure. WCAG 2.2 AA. */
export async function accessibilityFaults(page: Page): Promise<string[]> {
  // The page's policy forbids foreign scripts; the protocol may evaluate all the same.
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(o: object): Promise<AxeResult> } };
    // A link that is scrolled half under the header counts as too small.
    window.scrollTo({ top: 0, behavior: 'instant' });
    // A dialog that is still fading in has too little contrast. What goes round and round has no end to wait for.
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    const fading = () =>
      document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    for (let times = 0; times < 20 && (times === 0 || fading().length > 0); times++) {
      await Promise.allSettled(fading().map(({ finished }) => finished));
      await frame();
      await frame();
    }
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      // What passes is not looked at, and no page plays anything.
      resultTypes: ['violations'],
      preload: false,
    });
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
  });
}
interface AxeResult {
  violations: { id: string; nodes: { target: string[] }[] }[];
}

/** Whether the page is wider than the window. */
export const overflows = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
