import { type TestStack, testStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { referral, testFollowup, worker } from './test-followup.js';

jest.setTimeout(60_000);

let stack: TestStack;
let world: Awaited<ReturnType<typeof testFollowup>>;
beforeAll(async () => {
  stack = await testStack();
  world = await testFollowup(stack);
}, 90_000);
afterAll(async () => {
  await world.stop();
  await stack.stop();
}, 60_000);

it('finds a name in every replica: written by another one, and written before it started', async () => {
  const [one, other] = [await world.start(), await world.start()];
  const found = async (service: typeof one) => {
    const { body } = await service.ask(worker, 'POST', '/cases/search', { part: 'quesn' });
    return (body.cases as { caseId: string }[]).map(({ caseId }) => caseId);
  };
  const { case: child } = await one.take(worker, 'POST', '/cases', referral, 'replica-1');
  expect(await found(one)).toEqual([child.caseId]);
  await until('the other replica to know', async () => ((await found(other)).length === 1 ? true : undefined), {
    withinMs: 15_000,
    everyMs: 50,
  });
  await one.stop();
  await other.stop();
  const later = await world.start();
  expect(await found(later)).toEqual([child.caseId]);
  await later.stop();
});
