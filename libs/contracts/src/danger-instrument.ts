import type { DangerAssessment } from './household.js';
import { dangerOrder, type DangerLevel } from './vocabulary.js';

/** A danger questionnaire as data: an agency may load its own. Wording by language, weights and cut-offs are points. */
export interface DangerInstrument {
  readonly id: string;
  readonly questions: readonly {
    readonly id: string;
    readonly weight: number;
    readonly text: Readonly<Record<'fr' | 'en', string>>;
  }[];
  /** The least score, in points, of each level above `variable`. */
  readonly cutOffs: Readonly<Record<'increased' | 'severe' | 'extreme', number>>;
}

/**
 * The short neutral default: our own wording of risk factors that are widely published (escalation, strangulation,
 * weapon, threats to kill, separation, stalking, pregnancy, child threatened, substance, suicide threat).
 * It is no validated instrument; the worker's judgement stands beside it.
 */
export const defaultInstrument: DangerInstrument = {
  id: 'abri-short-1',
  questions: [
    {
      id: 'escalation',
      weight: 2,
      text: {
        fr: 'Les violences sont-elles plus fréquentes ou plus graves ces derniers mois ?',
        en: 'Has the violence become more frequent or more severe in recent months?',
      },
    },
    {
      id: 'strangulation',
      weight: 4,
      text: {
        fr: 'A-t-il tenté de l’étrangler ou de l’étouffer ?',
        en: 'Has there been an attempt to strangle or choke?',
      },
    },
    {
      id: 'weapon',
      weight: 3,
      text: {
        fr: 'Une arme est-elle accessible, ou a-t-elle été utilisée ou montrée ?',
        en: 'Is a weapon within reach, or has one been used or shown?',
      },
    },
    {
      id: 'threatToKill',
      weight: 4,
      text: {
        fr: 'Y a-t-il des menaces de mort, et sont-elles crues ?',
        en: 'Have there been threats to kill, and are they believed?',
      },
    },
    {
      id: 'separation',
      weight: 2,
      text: {
        fr: 'Une séparation est-elle en cours, annoncée ou récente ?',
        en: 'Is a separation under way, announced or recent?',
      },
    },
    {
      id: 'stalking',
      weight: 2,
      text: { fr: 'Est-elle suivie, surveillée ou harcelée ?', en: 'Is there following, watching or harassment?' },
    },
    {
      id: 'pregnancy',
      weight: 2,
      text: {
        fr: 'Est-elle enceinte, ou a-t-elle été frappée enceinte ?',
        en: 'Is there a pregnancy, or has there been violence during one?',
      },
    },
    {
      id: 'childThreatened',
      weight: 3,
      text: { fr: 'Un enfant a-t-il été menacé ou frappé ?', en: 'Has a child been threatened or hurt?' },
    },
    {
      id: 'substance',
      weight: 1,
      text: {
        fr: 'L’alcool ou des drogues aggravent-ils les violences ?',
        en: 'Do alcohol or drugs make the violence worse?',
      },
    },
    {
      id: 'suicideThreat',
      weight: 2,
      text: { fr: 'L’auteur menace-t-il de se suicider ?', en: 'Has the violent person threatened suicide?' },
    },
  ],
  cutOffs: { increased: 4, severe: 9, extreme: 14 },
};

/** Points and level of an assessment: the instrument's level, or the worker's judgement where that is higher. An unknown answer counts half its weight, rounded up. */
export function assessDanger(
  instrument: DangerInstrument,
  assessment: DangerAssessment,
): { score: number; level: DangerLevel } {
  const score = instrument.questions.reduce((sum, question) => {
    const answer = assessment.answers[question.id];
    return sum + (answer === 'yes' ? question.weight : answer === 'unknown' ? Math.ceil(question.weight / 2) : 0);
  }, 0);
  const { increased, severe, extreme } = instrument.cutOffs;
  const scored: DangerLevel =
    score >= extreme ? 'extreme' : score >= severe ? 'severe' : score >= increased ? 'increased' : 'variable';
  const judged = assessment.judgement ?? 'variable';
  return { score, level: dangerOrder.indexOf(judged) > dangerOrder.indexOf(scored) ? judged : scored };
}
