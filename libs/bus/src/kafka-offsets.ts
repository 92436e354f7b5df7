import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, Kafka } from 'kafkajs';

/** Where each partition of these topics ends: the offset that its next message will get. */
export async function endsOf(kafka: Kafka, topics: readonly string[]) {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends: Place[] = [];
    for (const topic of topics) {
      for (const { partition, high } of await admin.fetchTopicOffsets(topic)) {
        ends.push({ topic, partition, offset: high });
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}

/** The offset of the message that a partition's reader comes to next. */
export interface Place {
  topic: string;
  partition: number;
  offset: string;
}

/**
 * Makes a consumer that is alone in its group go on from these places whenever it joins: it seeks before it fetches. Whoever
 * reads keeps `places` up to date; a partition without one is read from where the group stands, else from its beginning.
 */
export function goOnFrom(consumer: Consumer, places: ReadonlyMap<string, Place>): void {
  consumer.on(consumer.events.GROUP_JOIN, () => {
    for (const place of places.values()) consumer.seek(place);
  });
}

/**
 * A topic that has just been made, or whose leader has moved, has no leader for a moment. kafkajs gives up on that at once
 * where it asks for offsets, so it is asked again, with what it knew of the cluster forgotten, for some seconds.
 */
export async function onceLed<T>(ask: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await ask();
    } catch (error) {
      const retriable = typeof error === 'object' && error !== null && 'retriable' in error && error.retriable === true;
      if (!retriable || attempt >= 8) throw error;
      await pause(Math.min(50 * 2 ** attempt, 2_000));
    }
  }
}

/** The end offset of each partition in which something still waits for this group, by topic/partition. */
export async function missing(
  kafka: Kafka,
  wish: { topics: readonly string[]; group: string; commits: boolean },
): Promise<Map<string, bigint>> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const ends = new Map<string, bigint>();
    const committed = wish.commits ? await admin.fetchOffsets({ groupId: wish.group, topics: [...wish.topics] }) : [];
    for (const topic of wish.topics) {
      const mine = committed.find((entry) => entry.topic === topic)?.partitions ?? [];
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic)) {
        const offset = BigInt(mine.find((entry) => entry.partition === partition)?.offset ?? '-1');
        const next = offset < BigInt(low) ? BigInt(low) : offset;
        if (next < BigInt(high)) ends.set(`${topic}/${partition}`, BigInt(high));
      }
    }
    return ends;
  } finally {
    await admin.disconnect();
  }
}
