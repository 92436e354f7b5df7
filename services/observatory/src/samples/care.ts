import { CancelReason, CloseReason as ChildCloseReason, Referrer } from '@abri/contracts/child-case';
import type { ChildFollowupFact } from '@abri/contracts/child-followup-events';
import { TaskKind } from '@abri/contracts/child-protocol';
import { ScreeningLevel } from '@abri/contracts/screening-instrument';
import { CloseReason, CounsellingOutcome, Door, OpenedBy, VictimCategory, yearOf } from '@abri/contracts/support-case';
import type { ScreeningFact, SupportCaseFact } from '@abri/contracts/support-events';
import { dangerOrder } from '@abri/contracts/vocabulary';
import type { Chance } from './chance.js';
import { dayMs, iso, saying, type Writer } from './writer.js';

export function support(w: Writer, chance: Chance): void {
  const says = saying<SupportCaseFact | ScreeningFact>(w);
  const partnerId = 'p-1';
  if (chance.percent(25)) {
    says({
      type: 'ScreeningRecorded',
      data: { partnerId, instrument: 'default', version: 1, level: chance.oneOf(ScreeningLevel.options) },
    });
    const outcomes = ['caseOpened', 'toldOfHelp', 'calledHotline', 'talkAgain', 'declined'] as const;
    if (chance.percent(70)) says({ type: 'ScreeningFollowed', data: { outcome: chance.oneOf(outcomes) } });
    return;
  }
  const category = chance.percent(3) ? 'man' : chance.oneOf(VictimCategory.exclude(['man']).options);
  says({
    type: 'CaseOpened',
    data: { partnerId, category, door: chance.oneOf(Door.options), openedBy: chance.oneOf(OpenedBy.options) },
  });
  says({ type: 'PersonTakenCareOf', data: { year: yearOf(iso(w.now())), category } });
  w.wait(200 * dayMs);
  if (chance.percent(30))
    says({ type: 'CounsellingEnded', data: { referralId: 'x', outcome: chance.oneOf(CounsellingOutcome.options) } });
  if (chance.percent(50))
    says({ type: 'AppointmentEnded', data: { appointmentId: 'a', as: chance.oneOf(['kept', 'missed', 'cancelled']) } });
  w.wait(200 * dayMs);
  if (chance.percent(40)) says({ type: 'PersonTakenCareOf', data: { year: yearOf(iso(w.now())), category } });
  if (chance.percent(50)) says({ type: 'CaseClosed', data: { partnerId, reason: chance.oneOf(CloseReason.options) } });
}

export function child(w: Writer, chance: Chance): void {
  const says = saying<ChildFollowupFact>(w);
  const source = chance.percent(60)
    ? { from: 'placement' as const, requestId: 'r' }
    : { from: 'referral' as const, by: chance.oneOf(Referrer.options) };
  says({
    type: 'CaseOpened',
    data: {
      source,
      sex: 'boy',
      ageYears: chance.upTo(18),
      danger: chance.oneOf(dangerOrder),
      team: 't',
      protocolId: 'p',
      by: null,
    },
  });
  const open: string[] = [];
  for (let number = 0; number < 1 + chance.upTo(6); number++) {
    const taskId = `t-${number}`;
    const kind = number === 0 ? 'firstContact' : chance.oneOf(TaskKind.options);
    const dueAt = iso(w.now() + chance.upTo(60 * dayMs));
    says({
      type: 'TaskOpened',
      data: { taskId, stepId: null, kind, who: 'nurse', dueAt, repeats: null, assignee: null, carries: null },
    });
    open.push(taskId);
  }
  for (const taskId of open) {
    w.wait(20 * dayMs);
    if (chance.percent(10)) says({ type: 'LeadAlerted', data: { taskId, team: 't' } });
    if (chance.percent(15))
      says({ type: 'TaskCancelled', data: { taskId, reason: chance.oneOf(CancelReason.options), by: null } });
    else if (chance.percent(75)) says({ type: 'TaskDone', data: { taskId, by: 'w' } });
    else continue;
    if (!chance.percent(10)) continue;
    w.wait(dayMs);
    says({ type: 'TaskReopened', data: { taskId, repeats: null, by: 'w' } });
    if (chance.percent(60)) says({ type: 'TaskDone', data: { taskId, by: 'w' } });
  }
  if (chance.percent(10))
    says({ type: 'WorryingReportMade', data: { reportId: 'r', channel: 'form', urgent: chance.percent(50), by: 'w' } });
  if (chance.percent(8)) {
    says({ type: 'CaseJoined', data: { into: 'c', by: 'w' } });
    if (chance.percent(70)) return;
    says({ type: 'CaseSeparated', data: { from: 'c', by: 'w' } });
  }
  if (chance.percent(50))
    says({
      type: 'CaseClosed',
      data: { reason: chance.oneOf(ChildCloseReason.options), reviewAt: iso(w.now()), by: 'w' },
    });
}
