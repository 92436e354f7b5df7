/** A message to publish. `key` keeps messages of one aggregate in order; `value` is JSON. */
export interface OutgoingMessage {
  key: string;
  value: unknown;
  headers?: Record<string, string>;
}

/** A message as a handler gets it. `position` names it for people: topic, partition and offset. */
export interface IncomingMessage {
  topic: string;
  key: string;
  value: unknown;
  headers: Record<string, string>;
  timestampMs: number;
  position: string;
}

/** Throws `Poison` for a message that no retry can help: it is parked with the reason. Any other error is tried again. */
export type Handler = (message: IncomingMessage) => Promise<void>;

/** Says that a message cannot be read, whoever tries and however often. */
export class Poison extends Error {}

/** A running consumption. */
export interface Subscription {
  /** Resolves when everything that lay there at the start has been handled. */
  caughtUp: Promise<void>;
  /** Resolves with the reason if consumption ends by itself; the process should then end and be started anew. */
  failed: Promise<Error>;
  stop(): Promise<void>;
}

/** Publish, subscribe, replay. Delivery is at least once, in order by key. */
export interface Bus {
  /** Resolves when all in-sync replicas have the messages; throws when they may not. */
  publish(topic: string, messages: readonly OutgoingMessage[]): Promise<void>;
  /** As a member of a group: each message goes to one member, and consumption resumes where the group left off. */
  subscribe(o: { topics: readonly string[]; group: string; handler: Handler }): Promise<Subscription>;
  /** Reads every partition from the beginning and follows: what a read model in memory needs. */
  replay(o: { topics: readonly string[]; name: string; handler: Handler }): Promise<Subscription>;
  /** Gives what is published after this call has resolved, on every partition, and nothing older. */
  follow(o: { topics: readonly string[]; name: string; handler: Handler }): Promise<Subscription>;
  close(): Promise<void>;
}

/** How a bus tells of messages that it retries or parks. */
export interface BusLog {
  warn(fields: object, message: string): void;
}
