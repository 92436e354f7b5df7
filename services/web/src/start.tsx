import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import 'virtual:theme.css';
import './app/global.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { onlineManager, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { BrowserRouter } from 'react-router';
import { csrfToken } from './api/client.js';
import { queryClient } from './api/query-client.js';
import { App } from './app/app.js';
import { HideProvider } from './app/quick-hide.js';
import { CallProvider } from './hotline/call.js';
import { takeKept } from './hotline/kept-draft.js';
import { setUpLanguages } from './i18n/setup.js';
import { theme } from './theme.js';
import { traceActs } from './trace/browser-trace.js';

setUpLanguages();
traceActs(csrfToken);
// Without it the app works as well, but does not open while the connection is gone.
void navigator.serviceWorker?.register('/service-worker.js').catch(() => undefined);
// The library takes it for granted that a page begins with a connection.
onlineManager.setOnline(navigator.onLine);
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
const kept = takeKept();
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" withCssVariables={false} withGlobalClasses={false}>
      <QueryClientProvider client={queryClient}>
        <CallProvider kept={kept}>
          <HideProvider>
            <BrowserRouter>
              <Notifications position="bottom-right" />
              <App keptFor={kept?.worker ?? null} />
            </BrowserRouter>
          </HideProvider>
        </CallProvider>
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
