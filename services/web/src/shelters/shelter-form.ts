import { ShelterDetails, type Unit, type UnitDetails } from '@abri/contracts/shelter';
import { type AddressForm, emptyAddress, toAddress } from '../house/address-form.js';

/** A shelter's public side as a form holds it. */
export type DetailsForm = Omit<ShelterDetails, 'commune'> & { commune: string | null };
export interface ShelterForm {
  details: DetailsForm;
  address: AddressForm;
  units: UnitDetails[];
}

export const emptyUnit = (n: number): UnitDetails => ({
  label: String(n),
  beds: 2,
  cots: 0,
  sharing: 'exclusive',
  stepFree: false,
});
export const emptyShelter: ShelterForm = {
  details: {
    name: '',
    kind: 'shelter',
    commune: null,
    rules: {
      takesWomen: true,
      takesMen: false,
      takesChildren: true,
      highestBoyAge: 17,
      takesPets: false,
      arrivals: { from: '00:00', to: '00:00' },
    },
    languages: ['fr'],
    services: [],
    equipment: [],
    acceptance: 'asked',
  },
  address: emptyAddress,
  units: [emptyUnit(1)],
};

/** The body that registers what the form holds. It may be invalid: the schema says so. */
export const toRegister = ({ details, address, units }: ShelterForm): unknown => ({
  ...details,
  commune: details.commune ?? '',
  address: toAddress(address),
  units,
});

/** The paths of the body's fields in the form: details lie one level deeper there. */
export function formPath(bodyPath: string): string {
  const [first] = bodyPath.split('.');
  return first === 'address' || first === 'units' ? bodyPath : `details.${bodyPath}`;
}

/** The part of a shelter that its details form changes. */
export const detailsOf = (shelter: ShelterDetails): ShelterDetails =>
  ShelterDetails.parse(
    Object.fromEntries(
      Object.keys(ShelterDetails.shape).map((field) => [field, shelter[field as keyof ShelterDetails]]),
    ),
  );
/** The part of a unit that its form changes. */
export const unitDetailsOf = ({ label, beds, cots, sharing, stepFree }: Unit): UnitDetails => ({
  label,
  beds,
  cots,
  sharing,
  stepFree,
});
