import type { DangerAssessment } from '@abri/contracts/household';
import { defaultInstrument } from '@abri/contracts/danger-instrument';
import type { Random } from './random.js';

/** Answers of the instrument, the likelier yes the graver it is: 0 (hardly anything) to 1 (almost everything). */
export function assessment(gravity: number, random: Random): DangerAssessment {
  const answers = Object.fromEntries(
    defaultInstrument.questions.map(({ id, weight }) => {
      const yes = random.chance(gravity * (weight >= 4 ? 0.7 : 1));
      return [id, yes ? 'yes' : random.chance(0.05 * gravity) ? 'unknown' : 'no'] as const;
    }),
  );
  return { instrument: defaultInstrument.id, answers };
}

/** Answers that stay below the first cut-off: what a mediation may be decided on. */
export function lowAssessment(random: Random): DangerAssessment {
  const answers = Object.fromEntries(defaultInstrument.questions.map(({ id }) => [id, 'no' as const]));
  return {
    instrument: defaultInstrument.id,
    answers: { ...answers, ...(random.chance(0.5) ? { substance: 'yes' as const } : {}) },
  };
}
