import { alreadyTried } from './already-tried.js';
import { arrivalHours } from './arrival-hours.js';
import { avoidedPlace } from './avoided-place.js';
import { boyAge } from './boy-age.js';
import { capacity } from './capacity.js';
import { maximumDistance, minimumDistance } from './distance-bounds.js';
import { equipment } from './equipment.js';
import { exclusionZone } from './exclusion-zone.js';
import { fairness } from './fairness.js';
import { houseTakesChildren, houseTakesMen, houseTakesWomen, pets } from './house-takes.js';
import { languages } from './languages.js';
import { near, school } from './near.js';
import type { HardRule, SoftRule } from './rule.js';
import { services } from './services.js';
import { shelterBeforeHotel } from './shelter-before-hotel.js';
import { stepFree } from './step-free.js';
import { tightFit } from './tight-fit.js';

/** A shelter counts under the first rule that excludes it: safety first, then the house, then what is free tonight. */
export const hardRules: readonly HardRule[] = [
  alreadyTried,
  avoidedPlace,
  exclusionZone,
  minimumDistance,
  maximumDistance,
  houseTakesWomen,
  houseTakesMen,
  houseTakesChildren,
  boyAge,
  pets,
  equipment,
  arrivalHours,
  capacity,
  stepFree,
];
/** In the order in which an answer gives its reasons. */
export const softRules: readonly SoftRule[] = [
  shelterBeforeHotel,
  near,
  school,
  languages,
  services,
  tightFit,
  fairness,
];
