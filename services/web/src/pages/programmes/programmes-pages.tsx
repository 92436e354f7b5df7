import type { SessionView } from '@abri/contracts/board-api';
import { Route, Routes } from 'react-router';
import { NotFound } from '../../app/not-found.js';
import { CalendarPage } from './calendar-page.js';
import { CertificatePage } from './certificate-page.js';
import { PlanPage } from './plan-page.js';
import { SeriesPage } from './series-page.js';

/** Everything below /programmes. Who runs the programmes may change them; others look, and sign up. */
export function ProgrammesPages({ session }: { session: SessionView }) {
  const runs = session.roles.includes('programmes');
  return (
    <Routes>
      <Route index element={<CalendarPage runs={runs} />} />
      {runs && <Route path="plan" element={<PlanPage />} />}
      <Route path=":seriesId" element={<SeriesPage runs={runs} name={session.name} />} />
      <Route path=":seriesId/certificates/:participantId" element={<CertificatePage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
