import type { CaseView } from '@abri/contracts/child-followup-api';
import { kafkaBus } from '@abri/bus/kafka';
import { topics } from '@abri/contracts/topics';
import type { Role } from '@abri/contracts/vocabulary';
import type { TestStack } from '@abri/local-stack/test-stack';
import { newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import { type ChildFollowupConfig, startChildFollowup } from './app.js';

/** Asks as somebody: roles, teams and the issuer's subject. */
export type Who = { roles: readonly Role[]; teams?: readonly string[]; subject: string };
export const worker: Who = { roles: ['child-protection'], teams: ['east'], subject: 'w1' };
export const lead: Who = { roles: ['child-protection'], teams: ['east'], subject: 'lead' };
export const neighbour: Who = { roles: ['child-protection'], teams: ['west'], subject: 'n1' };
export const operator: Who = { roles: ['operator'], subject: 'op' };
export const hotline: Who = { roles: ['hotline'], subject: 'hot' };

/** Words that no topic, address, list of the database or feed may ever hold. */
export const canaries = ['Zélie', 'Quesnoy', 'Kwasniewska', '0611223344', 'nounours', '2018-04-09'];
export const identity = {
  givenNames: 'Zélie',
  familyName: 'Quesnoy',
  otherNames: ['Zelia Kwasniewska'],
  birthDate: '2018-04-09',
  safeParent: { name: 'Ada Kwasniewska', phone: '0611223344' },
};
export const referral = {
  referrer: 'school',
  child: { sex: 'girl', ageYears: 7 },
  danger: 'increased',
  team: 'east',
  identity,
};

/** The service on the real broker and database of a test stack, with a clock that only the test turns. */
export async function testFollowup(stack: TestStack) {
  const issuer = await testIssuer();
  const prefix = `${stack.unique('child')}.`;
  const clock = { ms: Date.parse('2026-03-02T08:00:00.000Z'), now: () => new Date(clock.ms) };
  const config: ChildFollowupConfig = {
    host: '127.0.0.1',
    port: 0,
    mongoUri: stack.databaseUri('child'),
    brokers: stack.brokers,
    topicPrefix: prefix,
    tokens: issuer,
    keyRing: parseKeyRing(newKeyRingText()),
    retentionDays: null,
    firstTeam: 'east',
    unseenHours: 24,
  };
  const log = createLogger('child-followup', 'silent');
  const bus = kafkaBus({
    brokers: stack.brokers,
    clientId: 'test',
    parkingTopic: topics.parking,
    topicPrefix: prefix,
  });
  const start = async (over: Partial<ChildFollowupConfig> = {}) => {
    const running = await startChildFollowup({ ...config, ...over }, { log, clock });
    const ask = async (
      who: Who,
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      path: string,
      body?: unknown,
      key?: string,
    ) => {
      const { subject, ...claims } = who;
      const answer = await fetch(running.url + path, {
        method,
        headers: {
          authorization: `Bearer ${await issuer.sign(claims, { subject })}`,
          'content-type': 'application/json',
          ...(key ? { 'idempotency-key': key } : {}),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = /json/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, body: (isJson && text ? JSON.parse(text) : {}) as Record<string, unknown>, text };
    };
    /** Asks for a case and gives it; throws with the problem when it is refused. */
    const take = async (...asked: Parameters<typeof ask>): Promise<CaseView> => {
      const { status, body, text } = await ask(...asked);
      if (status >= 300) throw new Error(`${asked[1]} ${asked[2]}: ${status} ${text}`);
      return body as unknown as CaseView;
    };
    return { ...running, ask, take };
  };
  return {
    config,
    bus,
    clock,
    start,
    later: (hours: number) => void (clock.ms += hours * 3_600_000),
    async stop() {
      await bus.close();
      await issuer.stop();
    },
  };
}

type Service = Awaited<ReturnType<Awaited<ReturnType<typeof testFollowup>>['start']>>;
/** A team with one worker, and one case of it: gives the case's id. */
export async function oneCase(service: Service): Promise<string> {
  const team = { name: 'Valenciennes', workers: [{ workerId: 'w1', name: 'Yasmine', lead: true }] };
  expect((await service.ask(operator, 'PUT', '/teams/east', team)).status).toBe(200);
  return (await service.take(worker, 'POST', '/cases', referral)).case.caseId;
}
