import type { Appointment, Goal, SupportCase } from '@abri/contracts/support-case';
import type { SupportCaseFact } from '@abri/contracts/support-events';

/** What the service knows of one case; null until it is opened. */
export type CaseState = SupportCase | null;

/** The state after a fact. Facts are trusted: `decide` has checked them. */
export function evolve(state: CaseState, fact: SupportCaseFact, envelope: { at: string }): CaseState {
  const { at } = envelope;
  if (fact.type === 'CaseOpened') {
    const { category, door, openedBy } = fact.data;
    return {
      category,
      door,
      openedBy,
      open: true,
      openedAt: at,
      closed: null,
      erased: false,
      countedYears: [],
      consents: [],
      screenings: [],
      counselling: [],
      goals: [],
      appointments: [],
      notes: [],
      safetyPlan: null,
      touchedAt: at,
    };
  }
  return state && { ...changed(state, fact, at), touchedAt: at };
}

function changed(state: SupportCase, fact: Exclude<SupportCaseFact, { type: 'CaseOpened' }>, at: string): SupportCase {
  const goal = (goalId: string, change: (goal: Goal) => Partial<Goal>): SupportCase => ({
    ...state,
    goals: state.goals.map((one) => (one.goalId === goalId ? { ...one, ...change(one) } : one)),
  });
  const step = (ref: { goalId: string; stepId: string }, change: Partial<Goal['steps'][number]>) =>
    goal(ref.goalId, ({ steps }) => ({
      steps: steps.map((one) => (one.stepId === ref.stepId ? { ...one, ...change } : one)),
    }));
  const appointment = (appointmentId: string, change: Partial<Appointment>): SupportCase => ({
    ...state,
    appointments: state.appointments.map((one) => (one.appointmentId === appointmentId ? { ...one, ...change } : one)),
  });
  const consentEnded = (partnerId: string, ended: 'withdrawn' | 'over'): SupportCase => ({
    ...state,
    consents: state.consents.map((one) =>
      one.partnerId === partnerId && one.ended === 'no' ? { ...one, ended } : one,
    ),
  });
  const counselling = (referralId: string, change: Partial<SupportCase['counselling'][number]>): SupportCase => ({
    ...state,
    counselling: state.counselling.map((one) => (one.referralId === referralId ? { ...one, ...change } : one)),
  });

  switch (fact.type) {
    case 'CaseReopened':
      return { ...state, open: true, closed: null };
    case 'CaseClosed':
      return { ...state, open: false, closed: { at, reason: fact.data.reason } };
    case 'PersonTakenCareOf':
      return {
        ...state,
        category: fact.data.category,
        countedYears: [...state.countedYears, fact.data.year],
      };
    case 'IdentityCorrected':
      return state;
    case 'PersonErased':
      return { ...state, erased: true };
    case 'ConsentGiven': {
      const { partnerId, until } = fact.data;
      // A new consent takes the place of the partner's former one: there is one line for each partner.
      const others = state.consents.filter((one) => one.partnerId !== partnerId);
      return { ...state, consents: [...others, { partnerId, since: at, until, ended: 'no' }] };
    }
    case 'ConsentWithdrawn':
      return consentEnded(fact.data.partnerId, 'withdrawn');
    case 'ConsentEnded':
      return consentEnded(fact.data.partnerId, 'over');
    case 'ScreeningAdded':
      return { ...state, screenings: [...state.screenings, { ...fact.data, at }] };
    case 'CounsellingAsked':
      return {
        ...state,
        counselling: [...state.counselling, { ...fact.data, askedAt: at, state: 'asked', outcome: null }],
      };
    case 'CounsellingStarted':
      return counselling(fact.data.referralId, { state: 'started' });
    case 'CounsellingEnded':
      return counselling(fact.data.referralId, { state: 'ended', outcome: fact.data.outcome });
    case 'GoalSet':
      return { ...state, goals: [...state.goals, { ...fact.data, state: 'open', steps: [] }] };
    case 'GoalEnded':
      return goal(fact.data.goalId, () => ({ state: fact.data.as }));
    case 'StepPlanned': {
      const { goalId, ...planned } = fact.data;
      return goal(goalId, ({ steps }) => ({ steps: [...steps, { ...planned, state: 'open', overdue: false }] }));
    }
    case 'StepEnded':
      return step(fact.data, { state: fact.data.as, overdue: false });
    case 'StepOverdue':
      return step(fact.data, { overdue: true });
    case 'AppointmentMade':
      return { ...state, appointments: [...state.appointments, { ...fact.data, reminder: 'later', state: 'planned' }] };
    case 'AppointmentReminderDue':
      return appointment(fact.data.appointmentId, { reminder: 'due' });
    case 'AppointmentReminded':
      return appointment(fact.data.appointmentId, { reminder: 'done' });
    case 'AppointmentEnded':
      return appointment(fact.data.appointmentId, { state: fact.data.as });
    case 'NoteAdded':
      return { ...state, notes: [...state.notes, { ...fact.data, at }] };
    case 'SafetyPlanWritten':
      return { ...state, safetyPlan: { recordId: fact.data.recordId, at } };
  }
}
