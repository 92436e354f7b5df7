/** What kafkajs 2.2.4 keeps for itself, as far as `kafka-client.ts` mends it. */
declare module 'kafkajs/src/network/requestQueue' {
  interface RequestQueue {
    pending: readonly unknown[];
    /** Until when the broker wants to hear nothing, ms since 1970; in the past where it does not mind. */
    throttledUntil: number;
    throttleCheckTimeoutId: NodeJS.Timeout | null;
    checkPendingRequests(): void;
    scheduleCheckPendingRequests(): void;
  }
  const requestQueue: { prototype: RequestQueue };
  export = requestQueue;
}
