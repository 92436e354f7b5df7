import type { Grounds } from '@abri/contracts/penal-file';

/** Grounds on which a response may be lightened, ended or closed. */
export const lighterGrounds = [
  'complied',
  'riskLower',
  'termReached',
  'courtOrders',
  'prosecutorInstructs',
  'health',
] as const satisfies readonly Grounds[];
