import type { PenalFile } from '@abri/contracts/penal-file';

/** When the file was closed (ISO 8601): its last decision of that kind. Null for one that is open. */
export const closedAt = ({ open, decisions }: PenalFile): string | null =>
  open ? null : (decisions.findLast(({ direction }) => direction === 'closed')?.at ?? null);

/**
 * Whether nothing in the file keeps it any longer: it is closed, and was so at `closedBefore` (ISO 8601) already. Zones and
 * a hosting place keep it, too; they are aggregates of their own, and are asked beside it.
 */
export function retentionIsOver(file: PenalFile, closedBefore: string): boolean {
  const at = closedAt(file);
  return at !== null && at <= closedBefore;
}
