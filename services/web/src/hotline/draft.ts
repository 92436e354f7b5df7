import { assessDanger, defaultInstrument } from '@abri/contracts/danger-instrument';
import type { DangerAssessment } from '@abri/contracts/household';
import type { PreviewPlacement, RequestPlacement } from '@abri/contracts/matching-api';
import type { DangerLevel, Equipment, Language } from '@abri/contracts/vocabulary';

export type PersonKind = 'woman' | 'man' | 'girl' | 'boy';
export interface Person {
  /** Grows with each person added: identifies the row, nobody else. */
  id: number;
  kind: PersonKind;
  /** Whole years of a child; null until it was asked, and for adults. */
  age: number | null;
  pregnant: boolean;
}
export interface AvoidedPlace {
  id: number;
  commune: string | null;
  radiusKm: number;
}
export type AnswerValue = 'yes' | 'no' | 'unknown';

/** What a worker has typed of a call so far. It may be incomplete; it holds no name. */
export interface Draft {
  people: Person[];
  answers: Record<string, AnswerValue>;
  judgement: DangerLevel | null;
  languages: Language[];
  equipment: Equipment[];
  pets: number;
  stepFree: boolean;
  callerCommune: string | null;
  schoolCommune: string | null;
  minimumDistanceKm: number;
  maximumDistanceKm: number | null;
  avoid: AvoidedPlace[];
  nextId: number;
}

export const emptyDraft: Draft = {
  people: [],
  answers: {},
  judgement: null,
  languages: [],
  equipment: [],
  pets: 0,
  stepFree: false,
  callerCommune: null,
  schoolCommune: null,
  minimumDistanceKm: 0,
  maximumDistanceKm: null,
  avoid: [],
  nextId: 1,
};

export const highestChildAge = 17;
export const limits = { adults: 6, children: 12, avoid: 20 } as const;
export const isAdult = ({ kind }: Pick<Person, 'kind'>): boolean => kind === 'woman' || kind === 'man';

export type Gap = { gap: 'nobody' } | { gap: 'ages'; count: number } | { gap: 'grownUp' } | { gap: 'origin' };
/** Whether a distance is asked that nobody can measure yet: it is measured from the caller's commune. */
export const originMissing = (draft: Draft): boolean =>
  draft.callerCommune === null && (draft.minimumDistanceKm > 0 || draft.maximumDistanceKm !== null);
/** What is still missing before places can be ranked, or null. */
export function gapOf(draft: Draft): Gap | null {
  if (!draft.people.some(isAdult)) return { gap: 'nobody' };
  const count = draft.people.filter((person) => !isAdult(person) && person.age === null).length;
  if (count > 0) return { gap: 'ages', count };
  if (draft.people.some(({ age }) => age !== null && age > highestChildAge)) return { gap: 'grownUp' };
  return originMissing(draft) ? { gap: 'origin' } : null;
}

/** What the preview asks for, or null while something is missing. */
export function toPreview(draft: Draft): PreviewPlacement | null {
  if (gapOf(draft)) return null;
  return {
    household: {
      adults: draft.people.flatMap(({ kind, pregnant }) =>
        kind === 'woman' || kind === 'man' ? [{ sex: kind, pregnant: kind === 'woman' && pregnant }] : [],
      ),
      children: draft.people.flatMap(({ kind, age }) =>
        (kind === 'girl' || kind === 'boy') && age !== null ? [{ sex: kind, ageYears: age }] : [],
      ),
    },
    needs: {
      stepFree: draft.stepFree,
      pets: draft.pets,
      languages: draft.languages,
      equipment: draft.equipment,
    },
    surroundings: {
      minimumDistanceKm: draft.minimumDistanceKm,
      avoid: draft.avoid.flatMap(({ commune, radiusKm }) => (commune === null ? [] : [{ commune, radiusKm }])),
      ...(draft.callerCommune === null ? {} : { callerCommune: draft.callerCommune }),
      ...(draft.schoolCommune === null ? {} : { schoolCommune: draft.schoolCommune }),
      ...(draft.maximumDistanceKm === null ? {} : { maximumDistanceKm: draft.maximumDistanceKm }),
    },
  };
}

/** The danger assessment as typed: questions that were not asked are not answered. */
export function assessmentOf(draft: Draft): DangerAssessment {
  return {
    instrument: defaultInstrument.id,
    answers: draft.answers,
    ...(draft.judgement === null ? {} : { judgement: draft.judgement }),
  };
}

export const dangerOf = (draft: Draft) => assessDanger(defaultInstrument, assessmentOf(draft));

/** The request for a placement, or null while something is missing. */
export function toRequest(draft: Draft, mode: RequestPlacement['mode']): RequestPlacement | null {
  const preview = toPreview(draft);
  return preview && { mode, ...preview, assessment: assessmentOf(draft) };
}
