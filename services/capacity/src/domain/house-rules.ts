import type { Party } from '@abri/contracts/household';
import type { Allocation, HouseRules } from '@abri/contracts/shelter';

/** A child younger than this many years may sleep in a cot. */
export const cotUntilYears = 2;

/** The house rules that a party breaks: the last guard, for rules that changed after matching had read them. */
export function brokenRules(rules: HouseRules, party: Party): string[] {
  const boys = party.children.filter(({ sex }) => sex === 'boy');
  return [
    ...(party.women > 0 && !rules.takesWomen ? ['houseTakesWomen'] : []),
    ...(party.men > 0 && !rules.takesMen ? ['houseTakesMen'] : []),
    ...(party.children.length > 0 && !rules.takesChildren ? ['houseTakesChildren'] : []),
    ...(boys.some(({ ageYears }) => ageYears > rules.highestBoyAge) ? ['boyAge'] : []),
    ...(party.pets > 0 && !rules.takesPets ? ['pets'] : []),
  ];
}

/** Whether everybody has a place to sleep: babies in cots as far as there are cots, all others in beds. */
export function everybodySleeps(party: Party, allocations: readonly Allocation[]): boolean {
  const beds = allocations.reduce((sum, allocation) => sum + allocation.beds, 0);
  const cots = allocations.reduce((sum, allocation) => sum + allocation.cots, 0);
  const babies = party.children.filter(({ ageYears }) => ageYears < cotUntilYears).length;
  const people = party.women + party.men + party.children.length;
  return people > 0 && beds + Math.min(cots, babies) >= people;
}
