import { hasConsent, type SupportCase } from '@abri/contracts/support-case';
import { type CaseCommand, type CaseResult, refuse } from './case-commands.js';
import { takenCareOf } from './counting.js';

/** A plan has at most this many lines of each kind: its document stays small. */
export const mostOfAKind = 200;

type PlanCommand = Extract<
  CaseCommand,
  {
    do:
      | 'askCounselling'
      | 'startCounselling'
      | 'endCounselling'
      | 'setGoal'
      | 'endGoal'
      | 'planStep'
      | 'endStep'
      | 'addNote'
      | 'writeSafetyPlan';
  }
>;

/** Goals and their steps, counselling, notes and the safety plan, of an open case and by a partner with consent. */
export function planCommand(command: PlanCommand, state: SupportCase): CaseResult {
  const full = (list: readonly unknown[]) => list.length >= mostOfAKind;
  const tooMany = refuse('tooMany', { most: mostOfAKind });
  switch (command.do) {
    case 'askCounselling': {
      const { referralId, kind, partnerId } = command;
      if (!hasConsent(state, partnerId, command.now)) return refuse('partnerWithoutConsent');
      if (full(state.counselling)) return tooMany;
      return [{ type: 'CounsellingAsked', data: { referralId, kind, partnerId } }];
    }
    case 'startCounselling':
    case 'endCounselling': {
      const { referralId } = command;
      const referral = state.counselling.find((one) => one.referralId === referralId);
      if (!referral) return refuse('noSuchCounselling');
      if (referral.state === 'ended') return refuse('alreadyEnded');
      if (command.do === 'endCounselling')
        return [{ type: 'CounsellingEnded', data: { referralId, outcome: command.outcome } }];
      if (referral.state === 'started') return [];
      return [{ type: 'CounsellingStarted', data: { referralId } }, ...takenCareOf(state, command)];
    }
    case 'setGoal':
      if (full(state.goals)) return tooMany;
      return [{ type: 'GoalSet', data: { goalId: command.goalId, profession: command.profession } }];
    case 'addNote':
      if (full(state.notes)) return tooMany;
      return [{ type: 'NoteAdded', data: { noteId: command.noteId, partnerId: command.by } }];
    case 'writeSafetyPlan':
      return [{ type: 'SafetyPlanWritten', data: { recordId: command.recordId } }, ...takenCareOf(state, command)];
    default:
      return aboutGoal(command, state);
  }
}

function aboutGoal(
  command: Extract<CaseCommand, { do: 'endGoal' | 'planStep' | 'endStep' }>,
  state: SupportCase,
): CaseResult {
  const { goalId } = command;
  const goal = state.goals.find((one) => one.goalId === goalId);
  if (!goal) return refuse('noSuchGoal');
  if (command.do === 'endGoal') {
    if (goal.state !== 'open') return refuse('alreadyEnded');
    // What is left of its steps ends with it: nothing of an ended goal can fall due.
    const dropped = goal.steps
      .filter(({ state: now }) => now === 'open')
      .map(({ stepId }) => ({ type: 'StepEnded' as const, data: { goalId, stepId, as: 'dropped' as const } }));
    return [...dropped, { type: 'GoalEnded', data: { goalId, as: command.as } }];
  }
  if (command.do === 'planStep') {
    const { stepId, partnerId, dueOn } = command;
    if (goal.state !== 'open') return refuse('alreadyEnded');
    if (!hasConsent(state, partnerId, command.now)) return refuse('partnerWithoutConsent');
    if (goal.steps.length >= mostOfAKind) return refuse('tooMany', { most: mostOfAKind });
    return [{ type: 'StepPlanned', data: { goalId, stepId, partnerId, dueOn } }];
  }
  const step = goal.steps.find(({ stepId }) => stepId === command.stepId);
  if (!step) return refuse('noSuchStep');
  if (step.state !== 'open') return refuse('alreadyEnded');
  const ended = { type: 'StepEnded' as const, data: { goalId, stepId: step.stepId, as: command.as } };
  return command.as === 'done' ? [ended, ...takenCareOf(state, command)] : [ended];
}
