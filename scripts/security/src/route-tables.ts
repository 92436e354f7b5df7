import type { Http } from '@abri/service-kit/http';
import type { DescribedRoute } from '@abri/service-kit/openapi';
import { routes as capacity } from '../../../services/capacity/src/http.js';
import { routes as childFollowup } from '../../../services/child-followup/src/http.js';
import { routes as matching } from '../../../services/matching/src/http.js';
import { linkRoutes } from '../../../services/matching/src/link-codes.js';
import { movingRoutes } from '../../../services/matching/src/moving-routes.js';
import { safetyRoutes } from '../../../services/matching/src/safety-questions.js';
import { exportRoutes } from '../../../services/observatory/src/export-routes.js';
import { boardRoutes } from '../../../services/observatory/src/http.js';
import { publicRoutes } from '../../../services/observatory/src/public-routes.js';
import { reportRoutes } from '../../../services/observatory/src/report-routes.js';
import { routes as perpetratorHosting } from '../../../services/perpetrator-hosting/src/http.js';
import { routes as programmes } from '../../../services/programmes/src/http.js';
import { routes as victimSupport } from '../../../services/victim-support/src/http.js';
import { type Untouchable, untouchable } from './untouchable.js';

/** How the routes of each service are put on its HTTP side. `app` stands for whatever the routes need of the service. */
export const mounts: Readonly<Record<string, (http: Http, app: Untouchable) => void>> = {
  capacity: (http, app) => capacity(http, app.as()),
  matching(http, app) {
    matching(http, app.as());
    movingRoutes(http, app.as());
    linkRoutes(http, app.as());
    safetyRoutes(http, app.as());
  },
  observatory(http, app) {
    boardRoutes(http, app.as());
    reportRoutes(http, app.as());
    exportRoutes(http, app.as());
    publicRoutes(http, app.as());
  },
  'child-followup': (http, app) => childFollowup(http, app.as(), app.as(), app.as()),
  'perpetrator-hosting': (http, app) => perpetratorHosting(http, app.as()),
  'victim-support': (http, app) => victimSupport(http, app.as()),
  programmes: (http, app) => programmes(http, app.as()),
};

/** An HTTP side that also writes down the routes that are put on it. */
export function listing(http: Http): { http: Http; routes: DescribedRoute[] } {
  const routes: DescribedRoute[] = [];
  return {
    routes,
    http: {
      ...http,
      route(route) {
        routes.push(route);
        http.route(route);
      },
    },
  };
}

/** The routes of a service, read without running it. */
export function routesOf(service: string): readonly DescribedRoute[] {
  const stand = untouchable();
  const { http, routes } = listing({ app: stand.as(), route: () => undefined, listen: stand.as() });
  mounts[service]?.(http, stand);
  return routes;
}
