/** What one `npm run load` does. Rates in households a second, times in seconds. */
export interface Plan {
  name: 'full' | 'quick';
  rates: readonly number[];
  /** The one rate that also goes through the gateway. */
  gatewayRate: number;
  seconds: number;
  warmUpSeconds: number;
  rounds: number;
  /** Callers who call in the same instant. */
  callers: number;
  seed: number;
}

export const plans: Record<Plan['name'], Plan> = {
  full: {
    name: 'full',
    rates: [50, 100, 200, 300],
    gatewayRate: 100,
    seconds: 10,
    warmUpSeconds: 8,
    rounds: 3,
    callers: 200,
    seed: 596,
  },
  quick: {
    name: 'quick',
    rates: [50, 200],
    gatewayRate: 50,
    seconds: 5,
    warmUpSeconds: 3,
    rounds: 1,
    callers: 200,
    seed: 596,
  },
};

/** Units that must stand so that no stage runs out of beds: one for each household of the longest stage, and half as many again. */
export const unitsFor = ({ rates, seconds }: Plan): number => Math.ceil(Math.max(...rates) * seconds * 1.5);
