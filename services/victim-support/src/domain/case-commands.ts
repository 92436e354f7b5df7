import type {
  AppointmentKind,
  CloseReason,
  CounsellingKind,
  Door,
  Profession,
  SupportCase,
  VictimCategory,
} from '@abri/contracts/support-case';
import type { ScreeningLevel } from '@abri/contracts/screening-instrument';
import type { SupportCaseFact } from '@abri/contracts/support-events';

/** Who acts, and when: a partner, and an instant (ISO 8601). */
type By = { by: string; now: string };
/** As what the person counts if this is the first care of the year. */
type Care = By & { category: VictimCategory };

/** Every command of a support case. */
export type CaseCommand =
  | ({
      do: 'open';
      door: Door;
      openedBy: SupportCase['openedBy'];
      until: string;
      screening?: { screeningId: string; level: ScreeningLevel };
      counselling?: { referralId: string; kind: CounsellingKind; partnerId: string; until: string };
    } & Care)
  | ({ do: 'reopen' } & Care)
  | ({ do: 'close'; reason: CloseReason } & By)
  | ({ do: 'erase' } & By)
  /** Erases the person if the case was closed at this instant (ISO 8601) already; else does nothing. */
  | { do: 'endRetention'; closedBefore: string; now: string }
  /** Who the person is was corrected, beside the case. */
  | ({ do: 'correctIdentity' } & By)
  | ({ do: 'giveConsent'; partnerId: string; until: string } & By)
  | ({ do: 'withdrawConsent'; partnerId: string } & By)
  | ({ do: 'addScreening'; screeningId: string; level: ScreeningLevel } & Care)
  | ({ do: 'askCounselling'; referralId: string; kind: CounsellingKind; partnerId: string } & By)
  | ({ do: 'startCounselling'; referralId: string } & Care)
  | ({
      do: 'endCounselling';
      referralId: string;
      outcome: NonNullable<SupportCase['counselling'][number]['outcome']>;
    } & By)
  | ({ do: 'setGoal'; goalId: string; profession: Profession } & By)
  | ({ do: 'endGoal'; goalId: string; as: 'reached' | 'dropped' } & By)
  | ({ do: 'planStep'; goalId: string; stepId: string; partnerId: string; dueOn: string } & By)
  | ({ do: 'endStep'; goalId: string; stepId: string; as: 'done' | 'dropped' } & Care)
  | ({
      do: 'makeAppointment';
      appointmentId: string;
      partnerId: string;
      kind: AppointmentKind;
      startsAt: string;
      minutes: number;
      remindHours: number;
    } & By)
  | ({ do: 'reminded'; appointmentId: string } & By)
  | ({ do: 'endAppointment'; appointmentId: string; as: 'kept' | 'missed' | 'cancelled' } & Care)
  | ({ do: 'addNote'; noteId: string } & By)
  | ({ do: 'writeSafetyPlan'; recordId: string } & Care)
  /** Says what time has brought: consents that are over, reminders that are due, steps that are late. */
  | { do: 'tick'; now: string };

export type Refused = { refused: string; detail?: Record<string, string | number | string[]> };
export type CaseResult = readonly SupportCaseFact[] | Refused;
export const refuse = (refused: string, detail?: Refused['detail']): Refused =>
  detail ? { refused, detail } : { refused };
