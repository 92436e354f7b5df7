import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes } from 'react-router';
import { NotFound } from '../../app/not-found.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Waiting } from '../../ui/waiting.js';
import { usePartners } from './api.js';
import { CasePage } from './case-page.js';
import { HomePage } from './home-page.js';
import { OpenCasePage } from './open-case-page.js';
import { SafetyPlanPage } from './safety-plan-page.js';
import { ScreeningPage } from './screening-page.js';
import page from '../pages.module.css';

/** Everything below /support. */
export const SupportPages = () => (
  <ForPartners>
    <Routes>
      <Route index element={<HomePage />} />
      <Route path="questions" element={<ScreeningPage opensCases />} />
      <Route path="new" element={<OpenCasePage door="violence" key="violence" />} />
      <Route path="families" element={<OpenCasePage door="everyday" key="everyday" />} />
      <Route path="cases/:caseId" element={<CasePage />} />
      <Route path="cases/:caseId/safety-plan" element={<SafetyPlanPage />} />
      <Route path="*" element={<NotFound />} />
    </Routes>
  </ForPartners>
);

/** The questions alone, for trained partners who keep no cases. */
export const ScreeningOnly = () => (
  <ForPartners>
    <ScreeningPage opensCases={false} />
  </ForPartners>
);

function ForPartners({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { query, own } = usePartners();
  if (!query.data)
    return (
      <div className={page['page']}>
        {query.isError ? <ProblemAlert error={query.error} onRetry={() => void query.refetch()} /> : <Waiting />}
      </div>
    );
  if (own.length === 0)
    return (
      <Text p="xl" role="alert">
        {t('support.noPartner')}
      </Text>
    );
  return children;
}
