import { randomUUID } from 'node:crypto';
import type { HoldView, RegisterShelter, ShelterView } from '@abri/contracts/capacity-api';
import type { PlacementList, PlacementView, RequestPlacement } from '@abri/contracts/matching-api';
import type { Ranking } from '@abri/contracts/placement';
import type { Role } from '@abri/contracts/vocabulary';
import type { TestStack } from '@abri/local-stack/test-stack';
import { until } from '@abri/local-stack/until';
import { newKeyRingText, parseKeyRing } from '@abri/personal-data/key-ring';
import { createLogger } from '@abri/service-kit/log';
import { testIssuer } from '@abri/service-kit/test-issuer';
import { startCapacity } from '../../capacity/src/app.js';
import { type MatchingDeps, startMatching } from '../src/app.js';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  body: T;
}
/** A house with what a test needs of it; `asked` unless said otherwise, one unit of its own for a small family. */
export const house = (shelterId: string, more: Partial<RegisterShelter> = {}): RegisterShelter => ({
  shelterId,
  name: `House ${shelterId}`,
  kind: 'shelter',
  commune: '59606',
  rules: {
    takesWomen: true,
    takesMen: false,
    takesChildren: true,
    highestBoyAge: 17,
    takesPets: false,
    arrivals: { from: '00:00', to: '00:00' },
  },
  languages: ['fr'],
  services: [],
  equipment: [],
  acceptance: 'asked',
  address: { street: '1 rue des Exemples', postalCode: '59300', city: 'Valenciennes' },
  units: [{ unitId: 'u1', label: '1', beds: 3, cots: 1, sharing: 'exclusive', stepFree: false }],
  ...more,
});
/** A mother with one child, in no special danger. */
export const household = (more: Partial<RequestPlacement> = {}): RequestPlacement => ({
  mode: 'assign',
  household: { adults: [{ sex: 'woman', pregnant: false }], children: [{ sex: 'girl', ageYears: 7 }] },
  needs: { stepFree: false, pets: 0, languages: [], equipment: [] },
  surroundings: { callerCommune: '59606', minimumDistanceKm: 0, avoid: [] },
  assessment: { instrument: 'abri-short-1', answers: {} },
  ...more,
});
/** What is asked when only the ranking is wanted. */
export const previewOf = ({ mode: _mode, assessment: _assessment, ...asked }: RequestPlacement) => asked;
export const inDanger = (level: 'variable' | 'increased' | 'severe' | 'extreme'): Partial<RequestPlacement> => ({
  assessment: { instrument: 'abri-short-1', answers: {}, judgement: level },
});

/** Capacity and matching, the real services on the real broker and database, under names of their own. */
export async function world(stack: TestStack, o: { offerMinutes?: number; confirmMinutes?: number } = {}) {
  const issuer = await testIssuer();
  const log = createLogger('test', process.env.TEST_LOG ?? 'silent');
  const shared = {
    host: '127.0.0.1',
    port: 0,
    brokers: stack.brokers,
    topicPrefix: `${stack.unique('match')}.`,
    tokens: issuer,
  };
  const capacity = await startCapacity(
    {
      ...shared,
      mongoUri: stack.databaseUri('cap'),
      offerMinutes: o.offerMinutes ?? 15,
      confirmMinutes: o.confirmMinutes ?? 30,
      keyRing: parseKeyRing(newKeyRingText()),
    },
    { log },
  );
  const matchingConfig = {
    ...shared,
    mongoUri: stack.databaseUri('match'),
    clientId: 'abri-services',
    clientSecret: 'secret',
    capacityUrl: capacity.url,
    padKey: 'a key of the tests, and of them alone',
  };
  const startAnother = (deps: Partial<MatchingDeps> = {}, over: Partial<typeof matchingConfig> = {}) =>
    startMatching({ ...matchingConfig, ...over }, { log, ...deps });
  let matching = await startAnother();

  const ask = async <T>(
    url: string,
    roles: readonly Role[],
    method: string,
    body?: unknown,
    headers: Record<string, string> = {},
    shelters: readonly string[] = [],
  ): Promise<Answer<T>> => {
    const answer = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${await issuer.sign({ roles, shelters })}`,
        'content-type': 'application/json',
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: (await answer.json()) as T };
  };
  const hotline = <T = PlacementView>(method: string, path: string, body?: unknown, key?: string) =>
    ask<T>(matching.url + path, ['hotline'], method, body, key ? { 'idempotency-key': key } : {});
  const step = <T = HoldView>(view: PlacementView, name: string, body: object = {}) => {
    if (!('holdId' in view.status)) throw new Error(`no hold while ${view.status.state}`);
    const { shelterId, holdId, token } = view.status;
    const path = `/shelters/${shelterId}/holds/${holdId}/${name}`;
    return ask<T>(capacity.url + path, ['shelter'], 'POST', { token, ...body }, {}, [shelterId]);
  };
  const known = new Set<string>();
  const opens = async (...shelters: RegisterShelter[]) => {
    for (const shelter of shelters) {
      const { shelterId = '', address: _address, units: _units, ...details } = shelter;
      const path = `${capacity.url}/shelters/${shelterId}`;
      if (!known.has(shelterId)) {
        const answer = await ask(`${capacity.url}/shelters`, ['operator'], 'POST', shelter);
        if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
        known.add(shelterId);
        continue;
      }
      await ask(path, ['operator'], 'PUT', details);
      await ask(`${path}/units/u1/return-to-service`, ['operator'], 'POST');
    }
  };
  const request = (requestId: string) => hotline('GET', `/placements/${requestId}`);
  return {
    capacity,
    hotline,
    step,
    request,
    startAnother,
    url: () => matching.url,
    /** Opens houses, or opens them again. */
    opens,
    /** Opens houses, and waits until matching sees these free, and no others. */
    async houses(...shelters: RegisterShelter[]) {
      await opens(...shelters);
      const wanted = shelters.map(({ shelterId }) => shelterId).sort();
      await until(
        'matching sees the houses',
        async () => {
          const { body } = await hotline<Ranking>('POST', '/placements/preview', previewOf(household()));
          const seen = body.places.map(({ shelterId }) => shelterId).sort();
          return seen.join() === wanted.join() ? true : undefined;
        },
        { withinMs: 10_000 },
      );
    },
    /** Ends all requests and closes all houses, so that the next test finds nothing. */
    async clear() {
      const { body } = await hotline<PlacementList>('GET', '/placements?limit=200');
      for (const { requestId } of body.requests)
        await hotline('POST', `/placements/${requestId}/withdraw`, { reason: 'other' });
      for (const shelterId of known)
        await ask(`${capacity.url}/shelters/${shelterId}/units/u1/out-of-service`, ['operator'], 'POST', {
          reason: 'other',
        });
    },
    shelter: async (shelterId: string) =>
      (await ask<ShelterView>(`${capacity.url}/shelters/${shelterId}`, ['operator'], 'GET')).body,
    operator: <T>(method: string, path: string, body?: unknown) =>
      ask<T>(capacity.url + path, ['operator'], method, body),
    asService: <T>(method: string, path: string, body?: unknown) =>
      ask<T>(capacity.url + path, ['service'], method, body),
    /** "Is this commune safe for the case of this link?", as another service asks it, or somebody of another role. */
    askSafety: (body: object, role: Role = 'service') =>
      ask<{ safe?: boolean }>(`${matching.url}/safety-questions`, [role], 'POST', body),
    mongoUri: matchingConfig.mongoUri,
    /** Places by another process than the world's own. */
    placeAt: (url: string, body: RequestPlacement) =>
      ask<PlacementView>(`${url}/placements`, ['hotline'], 'POST', body, { 'idempotency-key': randomUUID() }),
    asShelter: (method: string, path: string, body?: unknown) =>
      ask(matching.url + path, ['shelter'], method, body, { 'idempotency-key': randomUUID() }, ['a']),
    place: (body: RequestPlacement, key: string = randomUUID()) => hotline('POST', '/placements', body, key),
    /** Waits until the request is in this state, and gives it. */
    becomes: (
      requestId: string,
      state: PlacementView['status']['state'],
      where: (view: PlacementView) => boolean = () => true,
    ) =>
      until(
        `the request is ${state}`,
        async () => {
          const { body } = await request(requestId);
          return body.status.state === state && where(body) ? body : undefined;
        },
        { withinMs: 15_000 },
      ),
    async restart(deps: Partial<MatchingDeps> = {}) {
      await matching.stop();
      matching = await startAnother(deps);
    },
    async stop() {
      await matching.stop();
      await capacity.stop();
      await issuer.stop();
    },
  };
}
