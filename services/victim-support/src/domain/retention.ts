import type { SupportCase } from '@abri/contracts/support-case';

/**
 * Whether nothing keeps a case any longer: it is closed, and was so at `closedBefore` (ISO 8601) already. A case that was
 * opened again is open, and one that was closed again counts from then. Consents run out by themselves and keep nothing.
 */
export const retentionIsOver = ({ open, closed }: SupportCase, closedBefore: string): boolean =>
  !open && closed !== null && closed.at <= closedBefore;
