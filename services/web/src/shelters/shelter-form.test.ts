import { RegisterShelter } from '@abri/contracts/capacity-api';
import { ShelterDetails } from '@abri/contracts/shelter';
import { seedShelters } from '@abri/geo/seed-shelters';
import { emptyAddress } from '../house/address-form.js';
import { formErrors, pathOfPointer } from '../ui/form-errors.js';
import { detailsOf, emptyShelter, formPath, toRegister } from './shelter-form.js';

it('names every empty field that must be filled, where the form has it', () => {
  const errors = formErrors(RegisterShelter, toRegister(emptyShelter), () => 'x');
  expect(Object.keys(errors).map(formPath).sort()).toEqual([
    'address.city',
    'address.postalCode',
    'address.street',
    'details.commune',
    'details.name',
  ]);
});

it('registers what was filled in, without fields that were left empty', () => {
  const filled = {
    ...emptyShelter,
    details: { ...emptyShelter.details, name: 'Les Saules', commune: '59606' },
    address: { ...emptyAddress, street: '1 rue de l’Exemple', postalCode: '59300', city: 'Valenciennes' },
  };
  const body = RegisterShelter.parse(toRegister(filled));
  expect(body).toMatchObject({ name: 'Les Saules', commune: '59606' });
  expect(body.address).not.toHaveProperty('phone');
});

it('takes exactly the details out of a whole shelter', () => {
  const [seed] = seedShelters;
  if (!seed) throw new Error('the seed is empty');
  expect(Object.keys(detailsOf(seed)).sort()).toEqual(Object.keys(ShelterDetails.shape).sort());
});

it('finds the form field of a violation that the server named', () => {
  expect(formPath(pathOfPointer('/units/0/beds'))).toBe('units.0.beds');
  expect(formPath(pathOfPointer('/rules/highestBoyAge'))).toBe('details.rules.highestBoyAge');
});
