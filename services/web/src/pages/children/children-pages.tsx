import { Route, Routes } from 'react-router';
import { NotFound } from '../../app/not-found.js';
import { CasePage } from './case-page.js';
import { WorklistPage } from './worklist-page.js';

/** The pages of children's follow-up, below /children. */
export function ChildrenPages() {
  return (
    <Routes>
      <Route index element={<WorklistPage />} />
      <Route path=":caseId" element={<CasePage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
