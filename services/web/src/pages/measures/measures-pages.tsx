import { Route, Routes } from 'react-router';
import { NotFound } from '../../app/not-found.js';
import { FilePage } from './file-page.js';
import { HomePage } from './home-page.js';
import { OpenFilePage } from './open-file-page.js';
import { SitesPage } from './sites-page.js';

/** Everything below /measures. */
export function MeasuresPages() {
  return (
    <Routes>
      <Route index element={<HomePage />} />
      <Route path="new" element={<OpenFilePage />} />
      <Route path="places" element={<SitesPage />} />
      <Route path="files/:fileId" element={<FilePage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  );
}
