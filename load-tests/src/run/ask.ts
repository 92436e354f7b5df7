import type { z } from 'zod';
import { onlyLoopback } from '../k6/loopback.js';

/** One JSON request outside what is measured. Throws with the status and the problem when it is refused. */
export async function ask<S extends z.ZodType>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  o: { schema: S; headers?: Record<string, string>; body?: unknown },
): Promise<z.infer<S>> {
  const answer = await fetch(onlyLoopback(url), {
    method,
    headers: { 'content-type': 'application/json', ...o.headers },
    ...(o.body === undefined ? {} : { body: JSON.stringify(o.body) }),
  });
  const text = await answer.text();
  if (!answer.ok)
    throw new Error(`${method} ${new URL(url).pathname} was answered ${answer.status}: ${text.slice(0, 500)}`);
  return o.schema.parse(text === '' ? undefined : JSON.parse(text));
}

/** Does `work` for each item, at most `atOnce` at a time. */
export async function forEach<T>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<unknown>,
): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
