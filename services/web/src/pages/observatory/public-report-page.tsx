import { EmergencyBar } from '../../app/emergency-bar.js';
import { ReportPage } from './report-page.js';

/** The report for anybody outside the partners: years that are over, small counts hidden, no sign-in. */
export const PublicReportPage = () => (
  <>
    <EmergencyBar />
    <ReportPage door="public" mayNarrow={false} />
  </>
);
