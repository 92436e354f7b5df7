import { PutProtocol } from '@abri/contracts/child-followup-api';
import { defaultProtocol } from '@abri/contracts/child-protocol';
import { emptyStep, formOf, nextVersion, stepsOf } from './versions.js';

it.each([
  ['abri-child-1', ['abri-child-1'], 'abri-child-2'],
  ['abri-child-1', ['abri-child-1', 'abri-child-2'], 'abri-child-3'],
  ['denain', [], 'denain-2'],
])('calls the version after %s, where %j are taken, %s', (protocolId, taken, next) => {
  expect(nextVersion(protocolId, taken)).toBe(next);
});

it('sends what was read, when nothing was changed', () => {
  const { protocolId: _, ...whole } = defaultProtocol;
  expect(PutProtocol.parse({ steps: stepsOf(formOf(defaultProtocol)) })).toEqual(whole);
});

it('refuses a step without its words, or one that says only half of how it repeats', () => {
  const forms = formOf(defaultProtocol);
  const faults = (more: object) =>
    PutProtocol.safeParse({ steps: stepsOf([{ ...emptyStep(forms), fr: 'a', en: 'b', ...more }]) }).error?.issues.map(
      ({ path }) => path.slice(2).join('.'),
    );
  expect(faults({})).toBeUndefined();
  expect(faults({ fr: ' ' })).toEqual(['text.fr']);
  expect(faults({ everyDays: 14 })).toEqual(['repeats.rounds']);
});

it('gives each new step an id of its own', () => {
  const [first] = formOf(defaultProtocol);
  if (!first) throw new Error('the default protocol has steps');
  expect(emptyStep([{ ...first, stepId: 'step-2' }]).stepId).toBe('step-3');
});
