import { z } from 'zod';
import { call, rememberCsrf, whenSignedOut } from './client.js';
import { ApiProblem, NoAnswer, outcomeUnknown } from './problem.js';

const schema = z.strictObject({ beds: z.int() });
const answers = (body: unknown, status = 200) => {
  const fetched = jest.fn(async (_url: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }));
  globalThis.fetch = fetched as unknown as typeof fetch;
  return fetched;
};
const real = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = real;
});

it('sends the csrf token and the key with what changes something, and neither with a reading', async () => {
  rememberCsrf('t0ken');
  const fetched = answers({ beds: 1 });
  await call({ path: '/x', schema, method: 'POST', body: { a: 1 }, key: 'k' });
  await call({ path: '/x', schema });
  const [changing, reading] = fetched.mock.calls.map(([, init]) => init.headers);
  expect(changing).toMatchObject({ 'x-csrf-token': 't0ken', 'idempotency-key': 'k' });
  expect(reading).not.toHaveProperty('x-csrf-token');
  expect(reading).not.toHaveProperty('idempotency-key');
});

it('gives an answer only when it is what the contract says', async () => {
  answers({ beds: 3 });
  await expect(call({ path: '/x', schema })).resolves.toEqual({ beds: 3 });
  answers({ beds: 'three' });
  await expect(call({ path: '/x', schema })).rejects.toThrow(NoAnswer);
});

it('does without what a newer version says besides', async () => {
  answers({ beds: 3, floor: 2 });
  await expect(call({ path: '/x', schema })).resolves.toEqual({ beds: 3 });
  answers({ beds: 'three', floor: 2 });
  await expect(call({ path: '/x', schema })).rejects.toThrow(NoAnswer);
});

it('tells a refusal from an unknown outcome', async () => {
  answers({ type: 'urn:abri:problem:place-taken', title: 'Taken', status: 409 }, 409);
  const refused: unknown = await call({ path: '/x', schema }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(ApiProblem);
  expect(outcomeUnknown(refused)).toBe(false);
  answers({ type: 'urn:abri:problem:service-away', title: 'Away', status: 503 }, 503);
  expect(outcomeUnknown(await call({ path: '/x', schema }).catch((error: unknown) => error))).toBe(true);
  globalThis.fetch = () => Promise.reject(new TypeError('network'));
  expect(outcomeUnknown(await call({ path: '/x', schema }).catch((error: unknown) => error))).toBe(true);
});

it('sends nothing where the device knows that it has no connection', async () => {
  const fetched = answers({ beds: 1 });
  const navigator = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { onLine: false }, configurable: true });
  const failed: unknown = await call({ path: '/x', schema, method: 'POST' }).catch((error: unknown) => error);
  if (navigator) Object.defineProperty(globalThis, 'navigator', navigator);
  else Reflect.deleteProperty(globalThis, 'navigator');
  expect(failed).toMatchObject({ why: 'offline', isOfLine: true });
  expect(fetched).not.toHaveBeenCalled();
});

it('says that nobody is signed in, except for the very question who is', async () => {
  const signedOut = jest.fn();
  whenSignedOut(signedOut);
  answers({ type: 'urn:abri:problem:not-signed-in', title: 'Signed out', status: 401 }, 401);
  await call({ path: '/session', schema }).catch(() => undefined);
  expect(signedOut).not.toHaveBeenCalled();
  await call({ path: '/x', schema }).catch(() => undefined);
  expect(signedOut).toHaveBeenCalledTimes(1);
});
