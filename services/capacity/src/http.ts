import type { Audit } from '@abri/service-kit/audit';
import type { Http } from '@abri/service-kit/http';
import { addressRoutes } from './address-routes.js';
import { csvRoutes } from './csv-routes.js';
import type { ShelterCommand } from './domain/decide.js';
import { holdRoutes } from './hold-routes.js';
import { shelterRoutes } from './shelter-routes.js';
import type { Result, Shelters } from './shelters.js';
import type { AddressBook } from './store.js';

/** What the routes need of the service around them. */
export interface Application {
  shelters: Shelters;
  addresses: AddressBook;
  audit: Audit;
  ids: { next(): string };
  /** The present instant, ISO 8601. */
  now(): string;
  /** How long a house has to answer, and a household to decide: minutes. */
  offerMinutes: number;
  confirmMinutes: number;
  execute(shelterId: string, command: ShelterCommand, idempotencyKey?: string): Promise<Result>;
}

/** Every route of the service. */
export function routes(http: Http, app: Application): void {
  shelterRoutes(http, app);
  holdRoutes(http, app);
  addressRoutes(http, app);
  csvRoutes(http, app);
}
