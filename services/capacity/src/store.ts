import type { AggregateStore } from '@abri/aggregate/store';
import { mongoStore } from '@abri/aggregate/mongo-store';
import type { ConfidentialAddress } from '@abri/contracts/capacity-api';
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

/** The address book in MongoDB. */
export function mongoAddressBook(connection: Connection): AddressBook {
  type Row = { _id: string; shelterId: string; address: ConfidentialAddress };
  const schema = new Schema<Row>(
    { _id: String, shelterId: String, address: {} },
    { collection: 'addresses', versionKey: false, minimize: false, writeConcern: { w: 'majority' } },
  );
  const model = connection.model('address', schema);
  const get = async (addressId: string) => (await model.findById(addressId).lean<Row>().exec())?.address ?? null;
  return {
    get,
    async put({ addressId, shelterId, address }) {
      try {
        await model.create({ _id: addressId, shelterId, address });
        return true;
      } catch (error) {
        if ((error as { code?: number }).code !== 11000) throw error;
        const known = await get(addressId);
        return known !== null && sameAddress(known, address);
      }
    },
    async forget(addressIds) {
      if (addressIds.length > 0) await model.deleteMany({ _id: { $in: [...addressIds] } }).exec();
    },
  };
}

/** Whether two addresses say the same. */
export function sameAddress(one: ConfidentialAddress, other: ConfidentialAddress): boolean {
  const fields = ['street', 'postalCode', 'city', 'phone', 'directions'] as const;
  return fields.every((field) => (one[field] ?? '') === (other[field] ?? ''));
}
