import type { Role } from '@abri/contracts/vocabulary';
import type { TestStack } from '@abri/local-stack/test-stack';
import { newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import type { Clock } from '@abri/service-kit/clock';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import { type HostingConfig, startHosting } from './app.js';
import { testMatching } from './test-matching.js';

/** What a request got back. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
}
/** Asks as somebody with a role, under a name. */
export type Who = { role: Role; name: string; teams?: readonly string[] };
export const judge: Who = { role: 'justice', name: 'judge' };
export const probation: Who = { role: 'justice', name: 'probation' };
export const operator: Who = { role: 'operator', name: 'operator' };
export const hotline: Who = { role: 'hotline', name: 'hotline' };

/** The service on the real broker and database of a test stack, under names of its own; and a way to ask it. */
export async function testHosting(stack: TestStack) {
  const issuer = await testIssuer();
  const matching = await testMatching();
  const base: HostingConfig = {
    host: '127.0.0.1',
    port: 0,
    mongoUri: stack.databaseUri('host'),
    brokers: stack.brokers,
    topicPrefix: `${stack.unique('host')}.`,
    tokens: issuer,
    keyRing: parseKeyRing(newKeyRingText()),
    retentionDays: null,
    mediationUpTo: 'variable',
    holdMinutes: 60,
    matchingUrl: matching.url,
    clientId: 'abri-services',
    clientSecret: 'secret',
  };
  const start = async (clock: Clock, over: Partial<HostingConfig> = {}) => {
    const running = await startHosting({ ...base, ...over }, { log: createLogger('hosting', 'silent'), clock });
    const ask = async (
      who: Who,
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      path: string,
      body?: unknown,
      key?: string,
    ): Promise<Answer> => {
      const token = await issuer.sign({ roles: [who.role], teams: who.teams ?? [] }, { subject: who.name });
      const answer = await fetch(running.url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          ...(key === undefined ? {} : { 'idempotency-key': key }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown> };
    };
    return { ...running, ask };
  };
  const stopOthers = async () => {
    await issuer.stop();
    await matching.stop();
  };
  return { base, start, matching, stopOthers };
}
