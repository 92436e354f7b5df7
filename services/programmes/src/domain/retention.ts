import type { Series } from '@abri/contracts/programme';

/**
 * Whether the names of a series need not be kept any longer: its last session, held, cancelled or only planned, began at
 * or before `closedBefore` (ISO 8601). People may still come to a series in which none is planned yet.
 */
export const retentionIsOver = ({ sessions }: Series, closedBefore: string): boolean =>
  sessions.length > 0 && sessions.every(({ startsAt }) => startsAt <= closedBefore);
