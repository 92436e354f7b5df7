import { Button, Center, Stack, Text } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import type { SessionView } from '@abri/contracts/board-api';
import { useLiveChanges } from '../api/live.js';
import { useSession } from '../api/session.js';
import { HotlinePage } from '../hotline/hotline-page.js';
import { RequestPage } from '../hotline/request-page.js';
import { RequestsPage } from '../hotline/requests-page.js';
import { SafetyBanner } from '../hotline/safety/safety-banner.js';
import { useCall } from '../hotline/call.js';
import { EmergencyBar } from './emergency-bar.js';
import { Landing } from './landing.js';
import { NotFound } from './not-found.js';
import { pagesFor, publicPath } from './pages.js';
import { Shell } from './shell.js';
import { KeepWhileAway } from './keep-while-away.js';
import { SignedOutDialog } from './signed-out-dialog.js';
import { Waiting } from '../ui/waiting.js';

const HousePage = lazy(() => import('../house/house-page.js').then((page) => ({ default: page.HousePage })));
const BoardPage = lazy(() => import('../board/board-page.js').then((page) => ({ default: page.BoardPage })));
const ChildrenPages = lazy(() =>
  import('../pages/children/children-pages.js').then((page) => ({ default: page.ChildrenPages })),
);
const MeasuresPages = lazy(() =>
  import('../pages/measures/measures-pages.js').then((page) => ({ default: page.MeasuresPages })),
);
const SupportPages = lazy(() =>
  import('../pages/support/support-pages.js').then((page) => ({ default: page.SupportPages })),
);
const ScreeningOnly = lazy(() =>
  import('../pages/support/support-pages.js').then((page) => ({ default: page.ScreeningOnly })),
);
const ProgrammesPages = lazy(() =>
  import('../pages/programmes/programmes-pages.js').then((page) => ({ default: page.ProgrammesPages })),
);
const ObservatoryPages = lazy(() =>
  import('../pages/observatory/observatory-pages.js').then((page) => ({ default: page.ObservatoryPages })),
);
const SessionsPage = lazy(() =>
  import('../pages/sessions/sessions-page.js').then((page) => ({ default: page.SessionsPage })),
);
const DirectoryPage = lazy(() =>
  import('../pages/directory/directory-page.js').then((page) => ({ default: page.DirectoryPage })),
);
const ApiDocsPage = lazy(() =>
  import('../pages/api-docs/api-docs-page.js').then((page) => ({ default: page.ApiDocsPage })),
);
const PublicReportPage = lazy(() =>
  import('../pages/observatory/public-report-page.js').then((page) => ({ default: page.PublicReportPage })),
);
const SheltersPage = lazy(() =>
  import('../shelters/shelters-page.js').then((page) => ({ default: page.SheltersPage })),
);

const WaitingPage = () => (
  <Center p="xl">
    <Waiting />
  </Center>
);

/** Everything that is shown: the landing while nobody is signed in, and the pages of the signed-in person's roles. */
export function App({ keptFor }: { keptFor: string | null }) {
  const session = useSession();
  const { t } = useTranslation();
  const live = useLiveChanges(Boolean(session.data));
  const { next } = useCall();
  const name = session.data?.name;
  useEffect(() => {
    // A call that was kept over a sign-in belongs to whoever typed it.
    if (keptFor !== null && name !== undefined && name !== keptFor) next();
  }, [name]);
  // Once somebody was signed in, the end of the session is a dialog over the page, so that nothing typed is lost.
  const [known, setKnown] = useState<SessionView | null>(null);
  if (session.data && session.data !== known) setKnown(session.data);
  const shown = session.data ?? known;
  const { pathname } = useLocation();
  if (pathname === publicPath)
    return (
      <Shell session={shown ?? null} live>
        <Suspense fallback={<WaitingPage />}>
          <PublicReportPage />
        </Suspense>
      </Shell>
    );
  const away = session.isError || session.fetchStatus === 'paused';
  if (session.isPending && !away) return <WaitingPage />;
  if (away && !shown)
    return (
      <Shell session={null} live>
        <EmergencyBar />
        {keptFor !== null && <KeepWhileAway worker={keptFor} live={false} />}
        <Stack p="xl" align="flex-start" role="alert">
          <Text>{t('app.serverAway')}</Text>
          <Button onClick={() => void session.refetch()}>{t('app.retry')}</Button>
        </Stack>
      </Shell>
    );
  if (!shown)
    return (
      <Shell session={null} live>
        <Landing />
      </Shell>
    );
  return (
    <Shell
      session={shown}
      live={live || session.data === null}
      banner={shown.roles.includes('hotline') && <SafetyBanner />}
    >
      <Pages session={shown} />
      <KeepWhileAway worker={shown.name} live={live} />
      <SignedOutDialog worker={shown.name} ended={session.data === null} />
    </Shell>
  );
}

function Pages({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const mine = pagesFor(session.roles);
  const start = mine[0]?.path ?? '/no-page';
  const only = (path: string, page: ReactNode) =>
    mine.some((known) => known.path === path) ? page : <NotFound why="app.notYours" />;
  return (
    <Suspense fallback={<WaitingPage />}>
      <Routes>
        <Route path="/" element={<Navigate to={start} replace />} />
        <Route path="/hotline" element={only('/hotline', <HotlinePage />)} />
        <Route path="/hotline/requests" element={only('/hotline/requests', <RequestsPage />)} />
        <Route path="/hotline/requests/:requestId" element={only('/hotline/requests', <RequestPage />)} />
        <Route path="/house" element={only('/house', <HousePage session={session} />)} />
        <Route path="/house/:shelterId" element={only('/house', <HousePage session={session} />)} />
        <Route path="/board" element={only('/board', <BoardPage session={session} />)} />
        <Route path="/children/*" element={only('/children', <ChildrenPages />)} />
        <Route path="/measures/*" element={only('/measures', <MeasuresPages />)} />
        <Route path="/support/*" element={only('/support', <SupportPages />)} />
        <Route path="/screening" element={only('/screening', <ScreeningOnly />)} />
        <Route path="/programmes/*" element={only('/programmes', <ProgrammesPages session={session} />)} />
        <Route path="/observatory" element={only('/observatory', <ObservatoryPages session={session} />)} />
        <Route path="/directory" element={only('/directory', <DirectoryPage session={session} />)} />
        <Route path="/api-docs/*" element={<ApiDocsPage />} />
        <Route path="/sessions" element={<SessionsPage worker={session.name} />} />
        <Route path="/shelters" element={only('/shelters', <SheltersPage />)} />
        <Route path="/shelters/:shelterId" element={only('/shelters', <SheltersPage />)} />
        <Route
          path="/no-page"
          element={
            <Text p="xl">
              {t('app.noPage', {
                roles: session.roles.map((role) => t(`role.${role as 'justice'}`, role)).join(', '),
              })}
            </Text>
          }
        />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </Suspense>
  );
}
