import type { Role } from '@abri/contracts/vocabulary';
import type { TestStack } from '@abri/local-stack/test-stack';
import { newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import { startProgrammes, type ProgrammesConfig, type ProgrammesDeps } from './app.js';

/** What a request got back. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
}
/** Asks as somebody: roles, and the partners that they work for. */
export type Who = { roles: readonly Role[]; teams?: readonly string[] };
export const leader: Who = { roles: ['programmes'] };
export const nurse: Who = { roles: ['support'], teams: ['pt-medical'] };
export const officer: Who = { roles: ['justice'], teams: ['pt-police'] };
export const operator: Who = { roles: ['operator'] };

/** The service on the real broker and database of a test stack, under names of its own; and a way to ask it. */
export async function testProgrammes(stack: TestStack) {
  const issuer = await testIssuer();
  const base: ProgrammesConfig = {
    host: '127.0.0.1',
    port: 0,
    mongoUri: stack.databaseUri('prog'),
    brokers: stack.brokers,
    topicPrefix: `${stack.unique('prog')}.`,
    tokens: issuer,
    retentionDays: null,
    keyRing: parseKeyRing(newKeyRingText()),
  };
  const start = async (over: Partial<ProgrammesConfig> = {}, deps: Partial<ProgrammesDeps> = {}) => {
    const running = await startProgrammes({ ...base, ...over }, { log: createLogger('programmes', 'silent'), ...deps });
    const ask = async (
      who: Who,
      method: 'GET' | 'POST' | 'PUT',
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const token = await issuer.sign(who, { subject: [...who.roles, ...(who.teams ?? [])].join('+') });
      const answer = await fetch(running.url + path, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      return { status: answer.status, body: (text ? JSON.parse(text) : {}) as Record<string, unknown>, text };
    };
    return { ...running, ask };
  };
  return { base, start, stopIssuer: issuer.stop };
}
