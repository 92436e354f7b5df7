import type { Protocol, ProtocolStep } from '@abri/contracts/child-protocol';

/** The id of the next version of a protocol: its number and one more, past every one that is taken. */
export function nextVersion(protocolId: string, taken: readonly string[]): string {
  const [, name = protocolId, number = '1'] = /^(.*?)-?(\d+)?$/.exec(protocolId) ?? [];
  for (let next = Number(number) + 1; ; next++) {
    const id = `${name}-${next}`;
    if (!taken.includes(id)) return id;
  }
}

/** A step as its form holds it: numbers may be empty while they are typed. */
export interface StepForm {
  stepId: string;
  kind: ProtocolStep['kind'];
  who: ProtocolStep['who'];
  afterDays: number | string;
  everyDays: number | string;
  rounds: number | string;
  fr: string;
  en: string;
}
export const formOf = ({ steps }: Pick<Protocol, 'steps'>): StepForm[] =>
  steps.map(({ stepId, kind, who, afterDays, repeats, text }) => ({
    stepId,
    kind,
    who,
    afterDays,
    everyDays: repeats?.everyDays ?? '',
    rounds: repeats?.rounds ?? '',
    ...text,
  }));

/** What is sent. A step repeats when it says how often; what is missing is named by the contract. */
export const stepsOf = (forms: readonly StepForm[]): unknown =>
  forms.map(({ everyDays, rounds, fr, en, ...step }) => ({
    ...step,
    ...(everyDays === '' && rounds === '' ? {} : { repeats: { everyDays, rounds } }),
    text: { fr, en },
  }));

/** An empty step with an id that no other has. */
export function emptyStep(forms: readonly StepForm[]): StepForm {
  let number = forms.length + 1;
  while (forms.some(({ stepId }) => stepId === `step-${number}`)) number += 1;
  return {
    stepId: `step-${number}`,
    kind: 'other',
    who: 'socialWorker',
    afterDays: 14,
    everyDays: '',
    rounds: '',
    fr: '',
    en: '',
  };
}
