import {
  type Programme,
  PublicForm,
  SchoolLevel,
  TherapyAudience,
  TrainingSubject,
  WorkField,
} from '@abri/contracts/programme';
import type { ProgrammesFact } from '@abri/contracts/programmes-events';
import type { Chance } from './chance.js';
import { communes, dayMs, iso, saying, type Writer } from './writer.js';

export function series(w: Writer, chance: Chance): void {
  const says = saying<ProgrammesFact>(w);
  const commune = chance.oneOf(communes);
  const programme: Programme = chance.oneOf<() => Programme>([
    () => ({ kind: 'school', level: chance.oneOf(SchoolLevel.options), commune }),
    () => ({ kind: 'public', form: chance.oneOf(PublicForm.options), commune }),
    () => ({ kind: 'training', subject: chance.oneOf(TrainingSubject.options), commune, seats: 20 }),
    () => ({ kind: 'therapy', audience: chance.oneOf(TherapyAudience.options), commune, seats: 12 }),
  ])();
  says({ type: 'SeriesPlanned', data: { programme, textId: 't' } });
  for (let number = 0; number < 1 + chance.upTo(3); number++) {
    w.wait(70 * dayMs);
    const sessionId = `s-${number}`;
    const reached = chance.upTo(40);
    const startsAt = iso(w.now() - 7_200_000);
    says({ type: 'SessionHeld', data: { sessionId, programme, startsAt, reached } });
    if (chance.percent(20))
      says({
        type: 'SessionCountCorrected',
        data: { sessionId, programme, startsAt, from: reached, to: chance.upTo(40) },
      });
  }
  if (programme.kind !== 'training') return;
  for (let number = 0; number < chance.upTo(8); number++)
    says({
      type: 'ProfessionalTrained',
      data: {
        participantId: `p-${number}`,
        certificateId: `c-${number}`,
        programme,
        field: chance.oneOf(WorkField.options),
        lastSession: iso(w.now()),
      },
    });
}
