import type { AggregateStore } from '@abri/aggregate/store';
import { mongoStore } from '@abri/aggregate/mongo-store';
import { ConfidentialAddress } from '@abri/contracts/capacity-api';
import type { Vault } from '@abri/personal-data/vault';
import { type Connection, Schema } from 'mongoose';
import type { ShelterState } from './domain/state.js';

/**
 * The confidential addresses, apart from everything else. An entry never changes: a new address is a new entry, and
 * the shelter's own compare-and-set says which one is its. So a shelter never shows another's address, or half of one.
 */
export interface AddressBook {
  /** Stores an entry. Gives false when that id already has another address. */
  put(entry: { addressId: string; shelterId: string; address: ConfidentialAddress }): Promise<boolean>;
  get(addressId: string): Promise<ConfidentialAddress | null>;
  /** Forgets entries for good. */
  forget(addressIds: readonly string[]): Promise<void>;
}

/** Where the service keeps its shelters: one document each. */
export const shelterStore = (connection: Connection): AggregateStore<ShelterState> =>
  mongoStore<ShelterState>(connection, 'shelters');

/**
 * The address book in MongoDB: each entry sealed under a key of its own, so that a copy of the database tells nobody where
 * a house is. `sealOld` seals what an earlier version of the service left in clear; gives how many entries.
 */
export function mongoAddressBook(connection: Connection, vault: Vault): AddressBook & { sealOld(): Promise<number> } {
  type Row = { _id: string; shelterId: string; sealed?: string; address?: unknown };
  const schema = new Schema<Row>(
    { _id: String, shelterId: String, sealed: String, address: {} },
    { collection: 'addresses', versionKey: false, minimize: false, writeConcern: { w: 'majority' } },
  );
  const model = connection.model('address', schema);
  const record = 'address';
  const opened = async ({ _id, sealed, address }: Row) =>
    ConfidentialAddress.parse(sealed === undefined ? address : await vault.open({ personId: _id, record, sealed }));
  const get = async (addressId: string) => {
    const row = await model.findById(addressId).lean<Row>().exec();
    return row ? opened(row) : null;
  };
  return {
    get,
    async put({ addressId, shelterId, address }) {
      const sealed = await vault.seal(addressId, record, address);
      try {
        await model.create({ _id: addressId, shelterId, sealed });
        return true;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        const known = await get(addressId);
        return known !== null && sameAddress(known, address);
      }
    },
    async forget(addressIds) {
      if (addressIds.length === 0) return;
      await Promise.all(addressIds.map((addressId) => vault.erase(addressId)));
      await model.deleteMany({ _id: { $in: [...addressIds] } }).exec();
    },
    async sealOld() {
      const old = await model
        .find({ address: { $exists: true } })
        .lean<Row[]>()
        .exec();
      for (const row of old) {
        const sealed = await vault.seal(row._id, record, await opened(row));
        await model
          .updateOne({ _id: row._id, sealed: { $exists: false } }, { $set: { sealed }, $unset: { address: 1 } })
          .exec();
      }
      return old.length;
    },
  };
}

/** Whether two addresses say the same. */
export function sameAddress(one: ConfidentialAddress, other: ConfidentialAddress): boolean {
  const fields = ['street', 'postalCode', 'city', 'phone', 'directions'] as const;
  return fields.every((field) => (one[field] ?? '') === (other[field] ?? ''));
}
