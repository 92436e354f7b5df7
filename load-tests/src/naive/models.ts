import type { RegisterShelter } from '@abri/contracts/capacity-api';
import { communes } from '@abri/geo/district';
import { distanceKm } from '@abri/geo/distance';
import { model, Schema } from 'mongoose';

/** A shelter as a straightforward service would keep it: one document, its units inside, who has them, and kilometres to each commune. */
export interface NaiveShelter {
  _id: string;
  hotel: boolean;
  commune: string;
  takesMen: boolean;
  takesWomen: boolean;
  takesChildren: boolean;
  highestBoyAge: number;
  takesPets: boolean;
  equipment: string[];
  units: { beds: number; stepFree: boolean; takenBy: string | null }[];
  km: Record<string, number>;
}
interface Booking {
  _id: string;
  shelter: string;
  unit: number;
}

export const Shelter = model<NaiveShelter>(
  'Shelter',
  new Schema<NaiveShelter>(
    {
      _id: { type: String, required: true },
      hotel: Boolean,
      commune: String,
      takesMen: Boolean,
      takesWomen: Boolean,
      takesChildren: Boolean,
      highestBoyAge: Number,
      takesPets: Boolean,
      equipment: [String],
      units: [new Schema({ beds: Number, stepFree: Boolean, takenBy: String }, { _id: false })],
      km: Schema.Types.Mixed,
    },
    { autoIndex: true },
  ).index({ 'units.takenBy': 1, 'units.beds': 1 }),
);
export const Booking = model<Booking>('Booking', new Schema<Booking>({ _id: String, shelter: String, unit: Number }));

/** The same shelters as the real system gets, in the naive service's own form. */
export function naiveShelter(shelter: RegisterShelter): NaiveShelter {
  const here = communes.find(({ code }) => code === shelter.commune);
  const { takesMen, takesWomen, takesChildren, highestBoyAge, takesPets } = shelter.rules;
  return {
    _id: shelter.shelterId ?? '',
    hotel: shelter.kind === 'hotel',
    commune: shelter.commune,
    ...{ takesMen, takesWomen, takesChildren, highestBoyAge, takesPets },
    equipment: shelter.equipment,
    units: shelter.units.map(({ beds, stepFree }) => ({ beds, stepFree, takenBy: null })),
    km: Object.fromEntries(communes.map((there) => [there.code, here ? distanceKm(here, there) : 0])),
  };
}
