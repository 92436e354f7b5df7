import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { yearStart } from '../../libs/district-year/dist/calendar.js';
import { count, nothingCounted } from '../../libs/district-year/dist/counting.js';
import { happeningsOfYear } from '../../libs/district-year/dist/year.js';
import { claimPorts } from '../ports.mjs';
import { serviceNames, withoutServers } from '../services.mjs';
import { startSystem } from '../system.mjs';
import { createAsk, keyOf } from './ask.mjs';
import { districtOf, home, housesOf } from './district.mjs';
import { openJournal } from './journal.mjs';
import { createProgressLine, duration } from './progress-line.mjs';
import { recountTopics, reportedBy, tableOf } from './recount.mjs';
import { clockOf, run, weekStart } from './run.mjs';
import { setUp } from './setup.mjs';

const minute = 60_000;
const iso = (ms) => new Date(ms).toISOString();

/** Everything that is to happen before a day (ISO 8601, or the whole year), with what it adds up to. */
function* until(happenings, day) {
  for (const one of happenings) {
    if (day && one.at >= day) return;
    yield one;
  }
}

/** The usual ports, or where one of them is taken, any. */
async function portsToUse(env) {
  try {
    return await claimPorts(undefined, serviceNames, env);
  } catch {
    return 'any';
  }
}

/**
 * Starts a system of its own in `folder`, on a clock that is set, lets a year happen in it, and counts. Gives
 * `{ system, agree, lines, refused, brokenOff, tookMs }`; the system keeps running. `report(line)` is told what goes on,
 * `heard(body)` each body that the services are sent.
 */
export async function replay({
  year,
  scale,
  seed,
  arrondissement,
  folder,
  lastDay,
  env,
  report,
  signal,
  out,
  ports,
  heard,
}) {
  const district = districtOf(arrondissement ?? home);
  const plan = { year, scale, seed, district };
  const journal = openJournal(folder, plan);
  const told = nothingCounted();
  let total = 0;
  for (const one of until(happeningsOfYear(plan), lastDay)) {
    count(one, told);
    total += 1;
  }
  const begin = iso(yearStart(year) - 60 * minute);
  const reached = journal.reached();
  // Not all parts of the scheme had come as far in their week.
  const from = reached === undefined || weekStart(reached) < begin ? begin : weekStart(reached);
  report(
    `${total} happenings of ${district.name} in ${year}; ${journal.finished()} are done; the clock stands at ${from}`,
  );
  const inherited = withoutServers(env);
  const system = await startSystem({
    ports: ports ?? (await portsToUse(inherited)),
    dataDir: folder,
    logDir: path.join(folder, 'logs'),
    seed: false,
    env: {
      ...inherited,
      // A few made-up accounts do the work of a whole district.
      READINGS_A_DAY: '1000000',
      ABRI_CLOCK: 'replay',
      ABRI_CLOCK_FROM: from,
      // In 2012 the law allowed mediations in such cases; see decision 0012.
      MEDIATION_UP_TO: 'increased',
      SIGN_IN_REQUESTS_A_MINUTE: '1000',
      // Traces of invented people would only cost time, unless somebody collects them.
      OTEL_SDK_DISABLED: String(!inherited.OTEL_EXPORTER_OTLP_ENDPOINT),
    },
    report,
    signal,
  });
  const { ask, close } = createAsk({ urls: system.urls, issuer: system.issuer, heard });
  try {
    const key = (...parts) => keyOf(arrondissement, year, scale, seed, ...parts);
    const houses = housesOf(district, { scale, seed });
    const sites = await setUp({
      ask,
      key,
      issuer: system.issuer,
      capacityUrl: system.urls.capacity,
      district,
      houses,
      scale,
      detail: report,
    });
    const start = performance.now();
    const progress = createProgressLine({ total, done: Math.min(journal.finished(), total), ...(out ? { out } : {}) });
    const running = run({
      happenings: until(happeningsOfYear(plan), lastDay),
      ...{ ask, journal, plan, sites, progress, signal },
    });
    const failed = system.failed.then((error) => Promise.reject(error));
    failed.catch(() => undefined);
    const { brokenOff } = await Promise.race([running, failed]);
    progress.end();
    const tookMs = performance.now() - start;
    if (brokenOff) return { system, brokenOff, refused: journal.refused, tookMs, agree: false, lines: [] };
    if (!lastDay) await clockOf({ ask })(iso(yearStart(year + 1)));
    const counted = await recount({ system, year, told });
    const { agree, lines } = tableOf({ told, counted, reported: await reportedBy(ask, year) });
    report(`the year took ${duration(tookMs)}`);
    return { system, brokenOff, refused: journal.refused, tookMs, agree, lines, counted };
  } catch (error) {
    await system.stop();
    throw error;
  } finally {
    close();
  }
}

/** The last events may still be on their way: what is not there yet is counted once more, for some seconds. */
async function recount({ system, year, told }) {
  for (let attempt = 0; ; attempt++) {
    const counted = await recountTopics({ brokers: system.brokers, year });
    if (attempt === 5 || JSON.stringify(counted) === JSON.stringify(told)) return counted;
    await pause(1_000);
  }
}
