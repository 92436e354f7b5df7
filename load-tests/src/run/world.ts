import { defaultInstrument } from '@abri/contracts/danger-instrument';
import { communes } from '@abri/geo/district';
import type { World } from './households.js';

/** The district and the danger questions from which households are made up. */
export const world: World = {
  communes: communes.map(({ code, population }) => ({ code, population })),
  instrument: defaultInstrument.id,
  questions: defaultInstrument.questions.map(({ id }) => id),
};
