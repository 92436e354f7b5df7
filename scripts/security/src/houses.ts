import { details, unit } from '../../../services/capacity/src/domain/test-shelters.js';

/** A house as it is registered. Its address is like no other. */
export const house = (shelterId: string) => ({
  shelterId,
  ...details(),
  address: { street: '9 rue du Secret', postalCode: '59300', city: 'Valenciennes', phone: '0327999999' },
  units: [{ unitId: 'u1', ...unit() }],
});
