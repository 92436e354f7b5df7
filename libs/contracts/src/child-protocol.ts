import { z } from 'zod';
import { Id } from './vocabulary.js';

export const TaskKind = z.enum([
  'firstContact',
  'psychologicalAssessment',
  'schooling',
  'health',
  'safeParentMeeting',
  'groupSession',
  'review',
  'other',
]);
/** Who does a task. A function in the team, not a role of the system. */
export const WorkerFunction = z.enum(['socialWorker', 'psychologist', 'schoolLiaison', 'nurse', 'groupLeader']);
/** One step of a protocol: it becomes a task, due so many days after the case is opened. */
export const ProtocolStep = z.strictObject({
  stepId: Id,
  kind: TaskKind,
  who: WorkerFunction,
  afterDays: z.int().min(0).max(730),
  /** When done, the next round is due so many days later, until so many rounds have been opened. */
  repeats: z.strictObject({ everyDays: z.int().min(1).max(365), rounds: z.int().min(2).max(52) }).optional(),
  /** Instructions to the team, by language. They name no person. */
  text: z.strictObject({ fr: z.string().trim().min(1).max(300), en: z.string().trim().min(1).max(300) }),
});
/** What a follow-up consists of, as data: a team works by its own. */
export const Protocol = z.strictObject({
  protocolId: Id,
  steps: z
    .array(ProtocolStep)
    .min(1)
    .max(40)
    .refine((steps) => new Set(steps.map(({ stepId }) => stepId)).size === steps.length, 'each step has its own id'),
});

export type TaskKind = z.infer<typeof TaskKind>;
export type WorkerFunction = z.infer<typeof WorkerFunction>;
export type ProtocolStep = z.infer<typeof ProtocolStep>;
export type Protocol = z.infer<typeof Protocol>;

/** The protocol of an installation that has none of its own yet: our own words, to be replaced by a team's practice. */
export const defaultProtocol: Protocol = {
  protocolId: 'abri-child-1',
  steps: [
    {
      stepId: 'first-contact',
      kind: 'firstContact',
      who: 'socialWorker',
      afterDays: 2,
      text: {
        fr: 'Premier contact avec l’enfant et le parent protecteur ; recueillir l’identité, expliquer le suivi.',
        en: 'First contact with the child and the safe parent; take down identity, explain the follow-up.',
      },
    },
    {
      stepId: 'psychological-assessment',
      kind: 'psychologicalAssessment',
      who: 'psychologist',
      afterDays: 14,
      repeats: { everyDays: 90, rounds: 4 },
      text: {
        fr: 'Évaluer le retentissement des violences ; renouveler tous les trois mois.',
        en: 'Assess how the violence has affected the child; again every three months.',
      },
    },
    {
      stepId: 'schooling',
      kind: 'schooling',
      who: 'schoolLiaison',
      afterDays: 7,
      text: {
        fr: 'Scolarité ou garde assurée, établissement informé de ce qu’il doit savoir, trajet sûr.',
        en: 'School or day care is secured, told what it needs to know, and the way there is safe.',
      },
    },
    {
      stepId: 'health',
      kind: 'health',
      who: 'nurse',
      afterDays: 14,
      text: {
        fr: 'Bilan de santé, vaccinations, droits ouverts.',
        en: 'Health check, vaccinations, health cover.',
      },
    },
    {
      stepId: 'safe-parent',
      kind: 'safeParentMeeting',
      who: 'socialWorker',
      afterDays: 21,
      repeats: { everyDays: 60, rounds: 3 },
      text: {
        fr: 'Entretien avec le parent protecteur : sécurité, droits de visite, soutien à la parentalité.',
        en: 'Meeting with the safe parent: safety, contact arrangements, support as a parent.',
      },
    },
    {
      stepId: 'group-sessions',
      kind: 'groupSession',
      who: 'groupLeader',
      afterDays: 30,
      repeats: { everyDays: 14, rounds: 6 },
      text: {
        fr: 'Proposer le groupe de parole des enfants ; six séances.',
        en: 'Offer the children’s group; six sessions.',
      },
    },
  ],
};
