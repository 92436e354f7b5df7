import type { PlanSeries } from '@abri/contracts/programmes-api';
import type { ProgrammeKind } from '@abri/contracts/programme';

/** A programme to plan, as its form holds it. */
export interface PlanForm {
  kind: ProgrammeKind;
  level: string;
  form: string;
  subject: string;
  audience: string;
  commune: string | null;
  seats: number | string;
  title: string;
  place: string;
  sessions: { startsAt: string; minutes: number | string }[];
}
export const emptyPlan: PlanForm = {
  kind: 'school',
  level: 'lowerSecondary',
  form: 'stand',
  subject: 'reception',
  audience: 'women',
  commune: '59606',
  seats: 12,
  title: '',
  place: '',
  sessions: [{ startsAt: '', minutes: 120 }],
};

/** The instant of a date-and-time field; what cannot be read is sent as it is, and refused by name. */
const instant = (local: string) => {
  const at = Date.parse(local);
  return Number.isNaN(at) ? local : new Date(at).toISOString();
};

/** An instant as a date-and-time field takes it, by this machine's clock. */
export function localTime(at: string): string {
  const date = new Date(at);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** What is sent: of the choices only those of the kind. */
export function toPlan(form: PlanForm): PlanSeries {
  const { kind, commune, seats } = form;
  const of = {
    school: { level: form.level },
    public: { form: form.form },
    training: { subject: form.subject, seats },
    therapy: { audience: form.audience, seats },
  }[kind];
  return {
    programme: { kind, commune, ...of },
    texts: { title: form.title, place: form.place, materials: [] },
    sessions: form.sessions.map(({ startsAt, minutes }) => ({ startsAt: instant(startsAt), minutes })),
  } as PlanSeries;
}
/** The name of a form field for a path of the request. */
export const planPath = (path: string): string => path.replace(/^(programme|texts)\./, '');
