import { Kafka, logLevel } from 'kafkajs';
import RequestQueue from 'kafkajs/src/network/requestQueue';
import { type KafkaSecurity, kafkaSecurity } from './kafka-security.js';

/** How long (ms) a request waits at most for its turn once the broker takes requests again. */
const lookAgainMs = 10;

// kafkajs looks at the requests that wait once a millisecond for as long as a connection lives, although none waits and each answer
// looks too (tulios/kafkajs #1704): ten connections are a tenth of a processor that does nothing. Here it looks where one waits.
RequestQueue.prototype.scheduleCheckPendingRequests = function () {
  if (this.throttleCheckTimeoutId !== null || this.pending.length === 0) return;
  const look = () => {
    this.throttleCheckTimeoutId = null;
    this.checkPendingRequests();
  };
  this.throttleCheckTimeoutId = setTimeout(look, Math.max(lookAgainMs, this.throttledUntil - Date.now()));
};

/**
 * A client of Kafka that tries again when a broker is away. Takes the brokers (host:port), a name for the client, and TLS and who
 * signs in, which are read from the environment unless given; throws where a setting of these is missing.
 */
export const kafkaClient = (o: { brokers: string[]; clientId: string; security?: KafkaSecurity | undefined }): Kafka =>
  new Kafka({
    brokers: o.brokers,
    clientId: o.clientId,
    logLevel: logLevel.NOTHING,
    ...(o.security ?? kafkaSecurity(process.env)),
    retry: { initialRetryTime: 100, retries: 8, maxRetryTime: 5_000 },
  });
