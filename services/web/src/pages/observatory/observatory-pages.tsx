import type { SessionView } from '@abri/contracts/board-api';
import { ReportPage } from './report-page.js';

/** The observatory for the partners. Who sees everything may also look with the eyes of the others. */
export function ObservatoryPages({ session }: { session: SessionView }) {
  return (
    <ReportPage door="partners" mayNarrow={session.roles.some((role) => ['observatory', 'operator'].includes(role))} />
  );
}
