import { ImportResult } from '@abri/contracts/capacity-api';
import type { Violation } from '@abri/contracts/problem';
import { HttpProblem } from '@abri/service-kit/errors';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { at } from './csv-table.js';
import { sameDetails, sameUnits } from './domain/decide.js';
import type { Application } from './http.js';
import { formatShelters, type House, parseShelters } from './shelters-csv.js';
import { allShelters, register } from './shelters.js';
import { sameAddress } from './store.js';

const registeredAtOnce = 8;

/** Shelters from and to a spreadsheet. */
export function csvRoutes(http: Http, app: Application): void {
  http.route({
    method: 'post',
    path: '/imports/shelters',
    summary: 'Register the shelters of a CSV file: all of them, or none when anything in it is wrong',
    roles: ['operator'],
    body: z.string('send the file as text/csv'),
    accepts: 'text/csv',
    response: ImportResult,
    async handler({ body, user }) {
      const { houses, violations } = parseShelters(body);
      if (violations.length > 0) throw refused(violations);
      const { fresh, clashes } = await compare(app, houses);
      if (clashes.length > 0) throw refused(clashes);
      for (let next = 0; next < fresh.length; next += registeredAtOnce) {
        const some = fresh.slice(next, next + registeredAtOnce);
        const done = await Promise.allSettled(some.map((house) => registerHouse(app, house, user.id)));
        for (const one of done) if (one.status === 'rejected') throw one.reason;
      }
      return {
        shelters: houses.length,
        alreadyThere: houses.length - fresh.length,
        units: houses.reduce((sum, { units }) => sum + units.length, 0),
      };
    },
  });
  http.route({
    method: 'get',
    path: '/exports/shelters',
    summary: 'All shelters as a CSV file, without their addresses',
    roles: ['operator'],
    query: z.strictObject({ separator: z.enum(['comma', 'semicolon']).default('comma') }),
    answers: 'text/csv',
    async handler({ query, res }) {
      const shelters = (await allShelters(app.shelters)).flatMap(({ state }) => state.shelter ?? []);
      res
        .type('text/csv')
        .setHeader('content-disposition', 'attachment; filename="shelters.csv"')
        .send(formatShelters(shelters, query.separator === 'comma' ? ',' : ';'));
      return undefined;
    },
  });
}

const refused = (violations: Violation[]) =>
  new HttpProblem(400, 'csv-not-valid', 'The file is not valid', {
    detail: 'Nothing was imported. Correct every line named below and send the whole file again.',
    violations,
  });

/** Which houses are new, and where a house of the file clashes with one that is there. The same house is no clash. */
async function compare(app: Application, houses: readonly House[]) {
  const clashes: Violation[] = [];
  const fresh: (House & { address: NonNullable<House['address']> })[] = [];
  for (const house of houses) {
    const found = await app.shelters.read(house.shelterId);
    const shelter = found?.state.shelter;
    if (!shelter) {
      if (house.address) fresh.push({ ...house, address: house.address });
      else clashes.push({ pointer: at(house.line, 'street'), message: 'a new shelter needs its address' });
      continue;
    }
    const addressId = found.state.addressId;
    const known = house.address && addressId !== null ? await app.addresses.get(addressId) : null;
    const same =
      sameDetails(shelter, house.details) &&
      sameUnits(shelter, house.units) &&
      (!house.address || (known !== null && sameAddress(known, house.address)));
    if (!same)
      clashes.push({
        pointer: at(house.line, 'shelter_id'),
        message: 'belongs to a shelter that is there and differs: change that one in the application',
      });
  }
  return { fresh, clashes };
}

async function registerHouse(
  app: Application,
  { line, ...house }: House & { address: NonNullable<House['address']> },
  who: string,
): Promise<void> {
  const addressId = app.ids.next();
  await app.audit.append({ at: app.now(), who, action: 'addressImport', subject: house.shelterId });
  const result = await register(app, { ...house, addressId });
  if (result.ok) return;
  throw new HttpProblem(409, 'import-interrupted', 'Somebody registered one of these shelters meanwhile', {
    detail: 'Shelters before it are registered. Send the same file again: it goes on where it stopped.',
    violations: [{ pointer: at(line, 'shelter_id'), message: 'was registered by somebody else just now' }],
  });
}
