import type { Programme } from '@abri/contracts/programme';
import type { TFunction } from 'i18next';

/** What a programme is, such as "Training · Detection". */
export function programmeWords(t: TFunction, programme: Programme): string {
  const more = {
    school: () => programme.kind === 'school' && t(`programmes.level.${programme.level}`),
    public: () => programme.kind === 'public' && t(`programmes.form.${programme.form}`),
    training: () => programme.kind === 'training' && t(`programmes.subject.${programme.subject}`),
    therapy: () => programme.kind === 'therapy' && t(`programmes.audience.${programme.audience}`),
  }[programme.kind]();
  return [t(`programmes.kind.${programme.kind}`), more].filter(Boolean).join(' · ');
}
