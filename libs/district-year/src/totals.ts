/** What a year adds up to, in the scheme's own terms. */
export interface Totals {
  women: number;
  men: number;
  children: number;
  /** People in placements, children included. */
  sheltered: number;
  mediations: number;
  probations: number;
  socialSurveys: number;
  hosted: number;
  pupils: number;
  professionals: number;
  therapySessions: number;
}

/**
 * The published results of 2012. Where a lower bound is published ("over 1,000"), a figure above it that was chosen for the
 * replay; nobody knows the real one.
 */
export const schemeOf2012: Totals = {
  women: 743,
  men: 15,
  children: 516,
  sheltered: 90,
  mediations: 125,
  probations: 47,
  socialSurveys: 147,
  hosted: 7,
  pupils: 1_180,
  professionals: 318,
  therapySessions: 66,
};

/** The totals of a scale: a whole number of times those of 2012. */
export function totalsOf(scale: number): Totals {
  const times = (count: number) => count * scale;
  const { women, men, children, sheltered, mediations, probations } = schemeOf2012;
  const { socialSurveys, hosted, pupils, professionals, therapySessions } = schemeOf2012;
  return {
    women: times(women),
    men: times(men),
    children: times(children),
    sheltered: times(sheltered),
    mediations: times(mediations),
    probations: times(probations),
    socialSurveys: times(socialSurveys),
    hosted: times(hosted),
    pupils: times(pupils),
    professionals: times(professionals),
    therapySessions: times(therapySessions),
  };
}
