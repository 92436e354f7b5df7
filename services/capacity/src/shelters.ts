import type { CommandResult } from '@abri/aggregate/aggregate';
import type { Repository } from '@abri/aggregate/repository';
import type { ConfidentialAddress, ShelterView } from '@abri/contracts/capacity-api';
import type { ShelterDetails, UnitDetails } from '@abri/contracts/shelter';
import { problemOf } from './access.js';
import type { ShelterCommand } from './domain/decide.js';
import type { ShelterState } from './domain/state.js';
import { type AddressBook, sameAddress } from './store.js';

/** The shelters as the routes see them. */
export type Shelters = Repository<ShelterState, ShelterCommand>;
export type Result = CommandResult<ShelterState>;

/** A shelter as the API shows it. Throws the 404 problem when it is not registered. */
export function viewOf({ state, seq }: { state: ShelterState; seq: number }): ShelterView {
  if (!state.shelter) throw problemOf({ refused: 'noSuchShelter' });
  return { ...state.shelter, seq };
}

/** The result of a command that was taken. Throws the problem of one that was refused. */
export function taken(result: Result): Result & { ok: true } {
  if (result.ok) return result;
  throw problemOf(result);
}

/** The state of a registered shelter. Throws the 404 problem when there is none. */
export async function readShelter(
  shelters: Shelters,
  shelterId: string,
): Promise<{ state: ShelterState; seq: number }> {
  const found = await shelters.read(shelterId);
  if (!found?.state.shelter) throw problemOf({ refused: 'noSuchShelter' });
  return found;
}

/** Every registered shelter, by id. */
export async function allShelters(shelters: Shelters): Promise<{ state: ShelterState; seq: number }[]> {
  const found: { state: ShelterState; seq: number }[] = [];
  const limit = 200;
  for (let cursor: string | null = null; ;) {
    const page: { id: string; state: ShelterState; seq: number }[] = await shelters.list(cursor, limit);
    found.push(...page.filter(({ state }) => state.shelter !== null));
    cursor = page.at(-1)?.id ?? null;
    if (page.length < limit) return found;
  }
}

/** A house to register, with ids for itself, its units and its address. */
export interface Registration {
  shelterId: string;
  addressId: string;
  details: ShelterDetails;
  address: ConfidentialAddress;
  units: readonly { unitId: string; unit: UnitDetails }[];
}

/**
 * Registers a house and its address as one: the address is stored first, and holds once the shelter says so.
 * The same house again, with the same address, is fine and changes nothing. Gives the refusal otherwise.
 */
export async function register(
  o: { shelters: Shelters; addresses: AddressBook },
  { shelterId, addressId, details, address, units }: Registration,
  idempotencyKey?: string,
): Promise<Result> {
  await storeAddress(o.addresses, { addressId, shelterId, address });
  const command: ShelterCommand = { do: 'register', details, units, addressId };
  const result = await o.shelters.execute(shelterId, command, { idempotencyKey });
  const { addressId: holds } = result.state;
  if (holds === addressId) return result;
  await o.addresses.forget([addressId]);
  if (!result.ok || result.replayed) return result;
  const known = holds === null ? null : await o.addresses.get(holds);
  return known && sameAddress(known, address) ? result : { ...result, ok: false, refused: 'shelterExists' };
}

/** Gives a house another address, and forgets the one before. */
export async function changeAddress(
  o: { shelters: Shelters; addresses: AddressBook },
  { shelterId, addressId, address }: { shelterId: string; addressId: string; address: ConfidentialAddress },
  idempotencyKey?: string,
): Promise<Result> {
  await storeAddress(o.addresses, { addressId, shelterId, address });
  const result = await o.shelters.execute(shelterId, { do: 'changeAddress', addressId }, { idempotencyKey });
  const { addressId: holds, formerAddressIds } = result.state;
  await o.addresses.forget([...formerAddressIds, ...(holds === addressId ? [] : [addressId])]);
  return result;
}

/** An entry's id comes from the idempotency key: under the same key there may not be another address. */
async function storeAddress(addresses: AddressBook, entry: Parameters<AddressBook['put']>[0]): Promise<void> {
  if (!(await addresses.put(entry))) throw problemOf({ refused: 'idempotencyKeyReused' });
}
