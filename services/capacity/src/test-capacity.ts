import type { RegisterShelter } from '@abri/contracts/capacity-api';
import type { Role } from '@abri/contracts/vocabulary';
import type { TestStack } from '@abri/local-stack/test-stack';
import { newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import { type CapacityConfig, type CapacityDeps, startCapacity } from './app.js';
import { details, family, unit } from './domain/test-shelters.js';

export const address = {
  street: '12 rue des Exemples',
  postalCode: '59300',
  city: 'Valenciennes',
  phone: '0327000000',
};
export const tilleuls: RegisterShelter = {
  shelterId: 'sh-tilleuls',
  ...details(),
  address,
  units: [
    { unitId: 'u1', ...unit() },
    { unitId: 'dorm', ...unit({ label: 'D', beds: 4, cots: 0, sharing: 'shared' }) },
  ],
};
export const holdBody = (holdId: string) => ({
  holdId,
  requestId: `request-of-${holdId}`,
  allocations: [{ unitId: 'u1', beds: 2, cots: 1 }],
  party: family,
});

/** What a request got back. */
export interface Answer {
  status: number;
  body: Record<string, unknown>;
  text: string;
}
/** Asks as somebody: a role, or roles with houses. */
export type Who = { roles: readonly Role[]; shelters?: readonly string[]; subject?: string };
export const operator: Who = { roles: ['operator'] };
export const hotline: Who = { roles: ['hotline'] };
export const service: Who = { roles: ['service'] };
export const staff: Who = { roles: ['shelter'], shelters: ['sh-tilleuls'] };

/** The service on the real broker and database of a test stack, under names of its own; and a way to ask it. */
export async function testCapacity(stack: TestStack) {
  const issuer = await testIssuer();
  const prefix = `${stack.unique('cap')}.`;
  const base: CapacityConfig = {
    host: '127.0.0.1',
    port: 0,
    mongoUri: stack.databaseUri('cap'),
    brokers: stack.brokers,
    topicPrefix: prefix,
    tokens: issuer,
    offerMinutes: 15,
    confirmMinutes: 30,
    keyRing: parseKeyRing(newKeyRingText()),
  };
  const start = async (over: Partial<CapacityConfig> = {}, deps: Partial<CapacityDeps> = {}) => {
    const running = await startCapacity({ ...base, ...over }, { log: createLogger('capacity', 'silent'), ...deps });
    const ask = async (
      who: Who,
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      path: string,
      body?: unknown,
      headers: Record<string, string> = {},
    ): Promise<Answer> => {
      const { subject, ...claims } = who;
      const token = await issuer.sign(claims, subject ? { subject } : {});
      const csv = typeof body === 'string';
      const answer = await fetch(running.url + path, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': csv ? 'text/csv' : 'application/json',
          ...headers,
        },
        ...(body === undefined ? {} : { body: csv ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = /json/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, body: (isJson ? JSON.parse(text) : {}) as Record<string, unknown>, text };
    };
    return { ...running, ask };
  };
  return { base, prefix, start, stopIssuer: issuer.stop };
}
