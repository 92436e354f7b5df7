import type { PenalFileFact } from '@abri/contracts/hosting-events';
import type {
  BreachKind,
  ConditionKind,
  Grounds,
  MeasureKind,
  MediationConsents,
  PenalFile,
} from '@abri/contracts/penal-file';
import type { DangerLevel } from '@abri/contracts/vocabulary';
import type { Refused } from './refusal.js';

/** The highest danger at which a mediation may be offered; null where mediation is not offered at all. */
export type MediationUpTo = DangerLevel | null;

/** Who acts (the issuer's opaque id), and when (ISO 8601). */
type By = { by: string; now: string };
/** The id of the proposal that a command may raise. */
type Proposing = { proposalId: string };
type Deciding = { decisionId: string; grounds: Grounds };

/** Every command of a file. */
export type FileCommand =
  | ({ do: 'open'; door: PenalFile['door']; danger: DangerLevel; agencyId?: string | undefined } & By & Proposing)
  | ({ do: 'follow' } & By)
  | ({ do: 'assign'; agencyId: string } & By)
  | ({ do: 'assess'; danger: DangerLevel; mediationUpTo: MediationUpTo } & By & Proposing)
  | ({
      do: 'decide';
      measureId: string;
      kind: MeasureKind;
      from: string;
      until: string;
      conditions: readonly ConditionKind[];
      stepDown: boolean;
      consents: MediationConsents | null;
      mediationUpTo: MediationUpTo;
    } & By &
      Deciding)
  | ({ do: 'prolong'; measureId: string; until: string } & By & Deciding)
  | ({ do: 'endMeasure'; measureId: string; why: 'completed' | 'revoked' } & By & Deciding & Proposing)
  | ({ do: 'withdrawConsent'; measureId: string } & By & Proposing)
  | ({
      do: 'reportCompliance';
      reportId: string;
      measureId: string;
      on: string;
      level: 'kept' | 'partly' | 'notKept';
    } & By)
  | ({ do: 'reportBreach'; breachId: string; measureId: string; kind: BreachKind; on: string } & By & Proposing)
  | ({ do: 'answerBreach'; breachId: string; as: 'warned' | 'unfounded' } & By)
  | ({ do: 'declineProposal'; proposalId: string; grounds: Grounds } & By)
  | ({ do: 'addNote'; noteId: string } & By)
  | ({ do: 'close' } & By & Deciding)
  | ({ do: 'reopen' } & By & Proposing)
  | ({ do: 'correctIdentity' } & By)
  | ({ do: 'erase' } & By)
  /** Erases the person if the file was closed at this instant (ISO 8601) already; else does nothing. */
  | { do: 'endRetention'; closedBefore: string; now: string }
  /** Says what time has brought: terms that draw near or are reached. */
  | ({ do: 'tick'; now: string } & Proposing);

/** A fact with its private half: who acted stays in the document and is in no event. */
export type FileFact = PenalFileFact & { kept?: { by: string } };
export type FileResult = readonly FileFact[] | Refused;
