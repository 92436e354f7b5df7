import { communes } from '@abri/geo/district';
import type { Report } from '@abri/contracts/report-api';
import { daysOf } from '../history/calendar.js';
import type { Tally } from '../history/tally.js';
import { communeRows, penalSection, programmesSection } from './action-sections.js';
import { partOf } from './breakdown.js';
import { familyPlacesOf, nightsUntil } from './nights.js';
import { childrenSection, victimsSection } from './people-sections.js';
import { resultsOf } from './published.js';
import { shelterSection } from './shelter-section.js';

const district = {
  code: '596',
  name: 'Valenciennes',
  inhabitants: communes.reduce((sum, { population }) => sum + population, 0),
};

/** The whole report of a year, as it stands on a day of the district's calendar. */
export function reportOf(tally: Tally, year: number, today: string): Report {
  const nights = nightsUntil(year, today);
  const lastDay = daysOf(year).at(-1) ?? '';
  const victims = victimsSection(tally, year);
  const shelter = shelterSection(tally, year, nights);
  const penal = penalSection(tally, year, nights);
  const programmes = programmesSection(tally, year);
  return {
    year,
    view: 'full',
    until: today < lastDay ? today : lastDay,
    complete: today > lastDay,
    district,
    results: resultsOf(oursOf({ victims, shelter, penal, programmes }), district.inhabitants),
    victims,
    shelter,
    familyPlaces: familyPlacesOf(tally, year, district.inhabitants),
    children: childrenSection(tally, year, today),
    penal,
    programmes,
    communes: communeRows(tally, year),
  };
}

/** Ours for each row of the published table: figures that stand elsewhere in the report too, and are the same there. */
export const oursOf = ({
  victims,
  shelter,
  penal,
  programmes,
}: Pick<Report, 'victims' | 'shelter' | 'penal' | 'programmes'>) => ({
  pupils: programmes.pupilsByLevel.total,
  professionals: programmes.professionalsByField.total,
  victims: victims.byCategory.total,
  women: partOf(victims.byCategory, 'woman'),
  men: partOf(victims.byCategory, 'man'),
  children: partOf(victims.byCategory, 'child'),
  sheltered: shelter.sheltered.total,
  mediations: partOf(penal.measures, 'mediation'),
  probations: partOf(penal.measures, 'probation'),
  socialSurveys: partOf(penal.measures, 'socialSurvey'),
  hosted: penal.hosted.count,
  therapySessions: programmes.therapySessionsByAudience.total,
});

/** Years in which something was counted, and which have begun. */
export const yearsOf = (tally: Tally, today: string): number[] =>
  [...tally.keys()].filter((year) => `${year}` <= today.slice(0, 4)).sort((a, b) => a - b);
