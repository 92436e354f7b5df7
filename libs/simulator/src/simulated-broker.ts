import { type Bus, type Handler, type IncomingMessage, Poison, type Subscription } from '@abri/bus/port';
import type { Choices } from './choices.js';
import type { Life, Network } from './network.js';
import type { Timeline } from './timeline.js';

export const brokerNode = 'broker';
/** The longest that a dead member is not missed. */
const sessionMs = 3_000;

type Group = { committed: Map<string, number>; members: Member[]; owner: Member | undefined };
type Member = { life: Life; begin(committed: ReadonlyMap<string, number>): void; end(): void };

/** A broker: a log for each topic, and groups that share them out. */
export interface Broker {
  readonly logs: ReadonlyMap<string, readonly IncomingMessage[]>;
  /** Who published the last message of this key. */
  publisherOf(topic: string, key: string): Life | undefined;
  /** The bus as one process has it. */
  busOf(life: Life): Bus;
  /** A process has died: its groups' messages go to other members once its session is over. */
  died(): void;
  /** Gives a group's messages to another member, while the one before may still be at work on one. */
  rebalance(): void;
  /** From now on nothing is late or forgotten. */
  heal(): void;
}

/**
 * As the real one: at least once, in order by key (here by topic), a publication that got no answer may lie there, a group's
 * place is remembered after a message was handled, and is lost now and then.
 */
export function createBroker(o: {
  timeline: Timeline;
  network: Network;
  choices: Choices;
  forgetful: number;
  appended(message: IncomingMessage): void;
  broken(problem: string): void;
}): Broker {
  const { timeline, network, choices } = o;
  const logs = new Map<string, IncomingMessage[]>();
  const publishers = new Map<string, Life>();
  const groups = new Map<string, Group>();
  const sleepers = new Set<() => void>();
  let healed = false;

  const append = (topic: string, key: string, value: unknown, headers: Record<string, string>) => {
    const log = logs.get(topic) ?? [];
    logs.set(topic, log);
    const message = { topic, key, value, headers, timestampMs: timeline.nowMs(), position: `${topic}/${log.length}` };
    log.push(message);
    o.appended(message);
  };
  const wakeAll = () => {
    for (const wake of [...sleepers]) wake();
  };

  const consume = (c: {
    life: Life;
    topics: readonly string[];
    at: Map<string, number>;
    handler: Handler;
    handled?: (topic: string, next: number) => void;
  }) => {
    let ended = false;
    let busy = false;
    const endOf = (topic: string) => logs.get(topic)?.length ?? 0;
    const ends = new Map(c.topics.map((topic) => [topic, endOf(topic)]));
    let done = () => {};
    const caughtUp = new Promise<void>((resolve) => (done = resolve));
    const noteProgress = () => {
      if (c.topics.every((topic) => (c.at.get(topic) ?? 0) >= (ends.get(topic) ?? 0))) done();
    };
    const look = () => {
      if (busy || ended || !c.life.alive) return;
      const topic = c.topics.find((name) => endOf(name) > (c.at.get(name) ?? 0));
      const offset = c.at.get(topic ?? '') ?? 0;
      const message = topic === undefined ? undefined : logs.get(topic)?.[offset];
      if (topic === undefined || !message) return noteProgress();
      busy = true;
      deliver(message, topic, offset, healed ? 0 : 1 + choices.below(20));
    };
    const deliver = (message: IncomingMessage, topic: string, offset: number, delayMs: number): unknown =>
      timeline.after(delayMs, () => {
        if (ended || !c.life.alive) return;
        if (network.isCut(c.life.node, brokerNode)) return deliver(message, topic, offset, 500);
        c.life.step();
        if (!c.life.alive) return;
        void c.handler(message).then(
          () => {
            if (!c.life.alive) return;
            c.at.set(topic, offset + 1);
            if (!ended) c.handled?.(topic, offset + 1);
            busy = false;
            look();
          },
          (error: unknown) => {
            if (error instanceof Poison) o.broken(`${message.position} could not be read: ${error.message}`);
            deliver(message, topic, offset, 500);
          },
        );
      });
    sleepers.add(look);
    look();
    return {
      caughtUp,
      end() {
        ended = true;
        sleepers.delete(look);
      },
    };
  };
  const subscriptionOf = (caughtUp: Promise<void>, stop: () => void): Subscription => ({
    caughtUp,
    failed: new Promise(() => {}),
    stop: async () => stop(),
  });

  const giveTo = (group: Group, member: Member | undefined) => {
    group.owner?.end();
    group.owner = member;
    member?.begin(group.committed);
  };
  const withoutTheDead = (group: Group) => {
    group.members = group.members.filter(({ life }) => life.alive);
    if (!group.owner?.life.alive) giveTo(group, group.members[0]);
  };

  return {
    logs,
    publisherOf: (topic, key) => publishers.get(`${topic} ${key}`),
    died() {
      for (const group of groups.values()) timeline.after(1 + choices.below(sessionMs), () => withoutTheDead(group));
    },
    rebalance() {
      for (const group of groups.values()) {
        const others = group.members.filter((member) => member !== group.owner && member.life.alive);
        if (others.length > 0) giveTo(group, others[choices.below(others.length)]);
      }
    },
    busOf: (life) => ({
      publish: (topic, messages) =>
        network.call({
          from: life,
          to: brokerNode,
          what: `publish ${messages.map(({ key }) => `${topic} ${key}`).join(', ')}`,
          async run() {
            for (const { key, value, headers } of messages) {
              append(topic, key, value, headers ?? {});
              publishers.set(`${topic} ${key}`, life);
            }
            wakeAll();
          },
          lost: () => new Error('the broker gave no answer'),
          timeoutMs: 10_000,
          inTime: true,
        }),
      async subscribe({ topics, group: name, handler }) {
        let running: ReturnType<typeof consume> | undefined;
        const group: Group = groups.get(name) ?? { committed: new Map(), members: [], owner: undefined };
        groups.set(name, group);
        const member: Member = {
          life,
          begin(committed) {
            const handled = (topic: string, next: number) => {
              if (group.owner === member && !choices.onceIn(healed ? 0 : o.forgetful)) group.committed.set(topic, next);
            };
            running = consume({ life, topics, at: new Map(committed), handler, handled });
          },
          end: () => running?.end(),
        };
        group.members.push(member);
        if (!group.owner) giveTo(group, member);
        return subscriptionOf(Promise.resolve(), () => member.end());
      },
      async replay({ topics, handler }) {
        const { caughtUp, end } = consume({ life, topics, at: new Map(), handler });
        return subscriptionOf(caughtUp, end);
      },
      async follow({ topics, handler }) {
        const at = new Map(topics.map((topic) => [topic, logs.get(topic)?.length ?? 0]));
        const { caughtUp, end } = consume({ life, topics, at, handler });
        return subscriptionOf(caughtUp, end);
      },
      close: async () => undefined,
    }),
    heal() {
      healed = true;
    },
  };
}
