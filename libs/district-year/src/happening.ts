import type { OpenCase } from '@abri/contracts/child-followup-api';
import type {
  CancelReason,
  CloseReason as ChildOutcome,
  HandOverDeclineReason,
  ReportChannel,
} from '@abri/contracts/child-case';
import type { TaskKind } from '@abri/contracts/child-protocol';
import type { DeclineReason } from '@abri/contracts/capacity-events';
import type { DangerAssessment } from '@abri/contracts/household';
import type { DecideMeasure, OpenFile } from '@abri/contracts/hosting-api';
import type { RequestPlacement } from '@abri/contracts/matching-api';
import type { BreachKind, Grounds, MeasureKind, ZoneArea } from '@abri/contracts/penal-file';
import type { ReferralTarget, WithdrawReason } from '@abri/contracts/placement';
import type { CancelReason as SessionCancelReason, Feedback, Programme, WorkField } from '@abri/contracts/programme';
import type { PlanSeries, Professional } from '@abri/contracts/programmes-api';
import type { OpenCase as OpenSupportCase } from '@abri/contracts/support-api';
import type {
  AppointmentKind,
  CloseReason,
  CounsellingOutcome,
  Profession,
  SafetyPlan,
} from '@abri/contracts/support-case';
import type { DangerLevel } from '@abri/contracts/vocabulary';
import type { z } from 'zod';

type ReferredChild = z.infer<typeof OpenCase>;

/** Somebody’s support case within a family, and the partner that acts. */
interface OfCase {
  person: string;
  as: string;
}
interface OfChild {
  child: string;
}
interface OfSession {
  /** Number of the session in its series, from 0 in the order of planning. */
  session: number;
}

/** What the hotline and the houses do for one household. */
export type PlacementAct =
  | { kind: 'call'; request: RequestPlacement }
  | { kind: 'choosePlace'; rank: number }
  | { kind: 'houseAnswers'; answer: 'accept' }
  | { kind: 'houseAnswers'; answer: 'decline'; reason: DeclineReason }
  /** Nobody answers: by now the offer has run out. */
  | { kind: 'offerRunsOut' }
  | { kind: 'confirmPlace' }
  | { kind: 'arrive'; people: number }
  | { kind: 'leave' }
  | { kind: 'withdrawRequest'; reason: WithdrawReason }
  | { kind: 'referRequest'; to: ReferralTarget };

/** What the partners of victim support do for one family. Labels tell goals, steps and appointments of a case apart. */
export type SupportAct =
  | { kind: 'screen'; as: string; answers: Record<string, string> }
  | { kind: 'followScreening'; as: string; outcome: 'caseOpened' | 'toldOfHelp' | 'talkAgain' | 'declined' }
  | ({ kind: 'openCase'; screened: boolean; body: Omit<OpenSupportCase, 'as' | 'screeningId' | 'same'> } & OfCase)
  | ({ kind: 'giveConsent'; partnerId: string; until: string } & OfCase)
  | ({ kind: 'setGoal'; goal: string; profession: Profession; text: string } & OfCase)
  | ({ kind: 'planStep'; goal: string; step: string; partnerId: string; dueOn: string; text: string } & OfCase)
  | ({ kind: 'endStep'; goal: string; step: string; outcome: 'done' | 'dropped' } & OfCase)
  | ({ kind: 'endGoal'; goal: string; outcome: 'reached' | 'dropped' } & OfCase)
  | ({
      kind: 'makeAppointment';
      appointment: string;
      partnerId: string;
      meeting: AppointmentKind;
      startsAt: string;
      minutes: number;
    } & OfCase)
  | ({ kind: 'endAppointment'; appointment: string; outcome: 'kept' | 'missed' | 'cancelled' } & OfCase)
  | ({ kind: 'startCounselling' } & OfCase)
  | ({ kind: 'endCounselling'; outcome: z.infer<typeof CounsellingOutcome> } & OfCase)
  | ({ kind: 'writeNote'; text: string } & OfCase)
  | ({ kind: 'writeSafetyPlan'; plan: SafetyPlan } & OfCase)
  | ({ kind: 'closeCase'; reason: CloseReason } & OfCase)
  | ({ kind: 'reopenCase' } & OfCase);

/** What child protection does. `child` is `placed:<household>:<number>` where a placement opened the case. */
export type ChildAct =
  | ({ kind: 'referChild'; body: ReferredChild } & OfChild)
  | ({ kind: 'nameChild'; identity: NonNullable<ReferredChild['identity']> } & OfChild)
  | ({ kind: 'takeTask'; task: TaskKind; worker: string } & OfChild)
  | ({ kind: 'finishTask'; task: TaskKind } & OfChild)
  | ({ kind: 'cancelTask'; task: TaskKind; reason: Exclude<CancelReason, 'caseClosed'> } & OfChild)
  | ({ kind: 'seeCase' } & OfChild)
  | ({ kind: 'assessChild'; scores: Record<string, number> } & OfChild)
  | ({ kind: 'changeDanger'; danger: DangerLevel } & OfChild)
  | ({ kind: 'reportChild'; channel: ReportChannel; urgent: boolean; text: string } & OfChild)
  | ({ kind: 'acknowledgeReport' } & OfChild)
  | ({ kind: 'handOver'; to: string } & OfChild)
  | ({ kind: 'answerHandOver'; answer: 'accept' } & OfChild)
  | ({ kind: 'answerHandOver'; answer: 'decline'; reason: HandOverDeclineReason } & OfChild)
  /** The same child was referred twice: the other case ends in this one. */
  | ({ kind: 'joinCases'; other: string } & OfChild)
  | ({ kind: 'closeChild'; reason: ChildOutcome; reviewAt: string } & OfChild)
  | ({ kind: 'reopenChild' } & OfChild);

/** What the justice side does in one file. A measure is named by its kind: a file has one of each at most. */
export type PenalAct =
  | { kind: 'openFile'; body: OpenFile }
  | { kind: 'assessFile'; assessment: DangerAssessment }
  | { kind: 'decideMeasure'; body: DecideMeasure }
  | { kind: 'reportCompliance'; measure: MeasureKind; on: string; level: 'kept' | 'partly' | 'notKept' }
  | { kind: 'reportBreach'; measure: MeasureKind; breach: BreachKind; on: string; text: string }
  | { kind: 'answerBreach'; as: 'warned' | 'unfounded' }
  | { kind: 'withdrawConsent' }
  | { kind: 'prolongMeasure'; measure: MeasureKind; until: string; grounds: Grounds }
  | { kind: 'setZone'; area: ZoneArea; from: string; until: string }
  | { kind: 'breachZone'; on: string }
  | { kind: 'holdHostingPlace' }
  | { kind: 'arriveAtHosting' }
  | { kind: 'leaveHosting' }
  | { kind: 'closeFile'; grounds: Grounds; text: string };

/** What those who run the programmes do with one series. */
export type ProgrammeAct =
  | { kind: 'planSeries'; body: PlanSeries }
  | { kind: 'signUp'; who: string; professional: Professional; field: WorkField }
  | { kind: 'withdrawSignUp'; who: string }
  | ({ kind: 'cancelSession'; reason: SessionCancelReason } & OfSession)
  | { kind: 'planSession'; startsAt: string; minutes: number }
  | ({ kind: 'holdSession'; programme: Programme['kind']; reached: number } & OfSession)
  | ({ kind: 'correctCount'; programme: Programme['kind']; from: number; reached: number } & OfSession)
  | ({ kind: 'recordAttendance'; attended: string[] } & OfSession)
  | ({ kind: 'recordFeedback'; feedback: Feedback } & OfSession)
  | { kind: 'completeSeries'; trained: number };

export type Act = PlacementAct | SupportAct | ChildAct | PenalAct | ProgrammeAct;
/** Which part of the scheme a story belongs to. */
export type Part = 'placement' | 'support' | 'child' | 'penal' | 'programme';
/** One thing that somebody does at an instant. Happenings of one story come one after the other; stories are apart. */
export type Happening = Act & {
  /** ISO 8601. */
  at: string;
  part: Part;
  /** Whose story, such as `household-12`. */
  story: string;
  /** Its place in the story, from 1. */
  n: number;
};

/** An act with its instant in ms since 1970, before it has its place. */
export type Timed = { atMs: number; act: Act };

/** The acts of a story in order of time (those of one instant as they were given), as far as they lie before `endMs`. */
export function happeningsOf(part: Part, story: string, timed: readonly Timed[], endMs: number): Happening[] {
  return timed
    .filter(({ atMs }) => atMs < endMs)
    .sort((one, other) => one.atMs - other.atMs)
    .map(({ atMs, act }, index) => ({ ...act, at: new Date(atMs).toISOString(), part, story, n: index + 1 }));
}
