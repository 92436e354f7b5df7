import { type AnswerValue, type AvoidedPlace, type Draft, emptyDraft, isAdult, limits, type Person } from './draft.js';

/** Everything a worker can do to the draft. */
export type DraftStep =
  | { do: 'addPerson'; kind: Person['kind'] }
  | { do: 'changePerson'; id: number; change: Partial<Pick<Person, 'age' | 'pregnant'>> }
  | { do: 'removePerson'; id: number }
  | { do: 'answer'; question: string; answer: AnswerValue | null }
  | { do: 'addAvoided' }
  | { do: 'changeAvoided'; id: number; change: Partial<Omit<AvoidedPlace, 'id'>> }
  | { do: 'removeAvoided'; id: number }
  | { do: 'set'; change: Partial<Omit<Draft, 'people' | 'answers' | 'avoid' | 'nextId'>> }
  | { do: 'clear' };

/** The draft after a step. A pregnancy in the household answers the question about it, unless it was answered. */
export function afterStep(draft: Draft, step: DraftStep): Draft {
  switch (step.do) {
    case 'addPerson': {
      const adult = isAdult(step);
      const alike = draft.people.filter((person) => isAdult(person) === adult).length;
      if (alike >= (adult ? limits.adults : limits.children)) return draft;
      const person: Person = { id: draft.nextId, kind: step.kind, age: null, pregnant: false };
      return { ...draft, people: [...draft.people, person], nextId: draft.nextId + 1 };
    }
    case 'changePerson': {
      const people = draft.people.map((person) => (person.id === step.id ? { ...person, ...step.change } : person));
      const answers =
        step.change.pregnant && draft.answers['pregnancy'] === undefined
          ? { ...draft.answers, pregnancy: 'yes' as const }
          : draft.answers;
      return { ...draft, people, answers };
    }
    case 'removePerson':
      return { ...draft, people: draft.people.filter(({ id }) => id !== step.id) };
    case 'answer': {
      const { [step.question]: _previous, ...others } = draft.answers;
      return { ...draft, answers: step.answer === null ? others : { ...others, [step.question]: step.answer } };
    }
    case 'addAvoided':
      if (draft.avoid.length >= limits.avoid) return draft;
      return {
        ...draft,
        avoid: [...draft.avoid, { id: draft.nextId, commune: null, radiusKm: 5 }],
        nextId: draft.nextId + 1,
      };
    case 'changeAvoided':
      return {
        ...draft,
        avoid: draft.avoid.map((place) => (place.id === step.id ? { ...place, ...step.change } : place)),
      };
    case 'removeAvoided':
      return { ...draft, avoid: draft.avoid.filter(({ id }) => id !== step.id) };
    case 'set':
      return { ...draft, ...step.change };
    case 'clear':
      return emptyDraft;
  }
}
