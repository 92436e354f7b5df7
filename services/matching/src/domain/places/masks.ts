import { Equipment, HouseService, Language } from '@abri/contracts/vocabulary';

const maskOf =
  <T extends string>(all: readonly T[]) =>
  (some: readonly T[]): number =>
    some.reduce((mask, name) => mask | (1 << all.indexOf(name)), 0);

/** A set of languages, services or equipment as bits, so that a house is checked in one instruction. */
export const languageMask = maskOf(Language.options);
export const serviceMask = maskOf(HouseService.options);
export const equipmentMask = maskOf(Equipment.options);

/** How many bits are set. */
export function bitCount(mask: number): number {
  let count = 0;
  for (let rest = mask; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** Minutes since midnight of a clock time such as 07:30. */
export function minutesOf(clockTime: string): number {
  return Number(clockTime.slice(0, 2)) * 60 + Number(clockTime.slice(3));
}
