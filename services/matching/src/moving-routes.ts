import { ConfirmPlacement, MoveHousehold } from '@abri/contracts/matching-api';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { end } from './endings.js';
import { cancelMove, confirmMove, dismissAlert, move } from './moving.js';
import { type Application, stepsOf } from './steps.js';

const Nothing = z.strictObject({});

/** The routes of a place that is not safe any more: to move, to stay, to go home. No rule lives here. */
export function movingRoutes(http: Http, app: Pick<Application, 'desk' | 'isReady'>): void {
  const { desk } = app;
  const { step } = stepsOf(http, app);
  step(
    { name: 'move', summary: 'Hold the next place; moved at once where nobody has to be asked', body: MoveHousehold },
    (requestId, { shelterId }, key) => move(desk, requestId, shelterId, key),
  );
  step(
    { name: 'confirm-move', summary: 'The household goes to its next place', body: ConfirmPlacement },
    (requestId, { holdId }) => confirmMove(desk, requestId, holdId),
  );
  step({ name: 'cancel-move', summary: 'The household keeps the place that it has', body: Nothing }, (requestId) =>
    cancelMove(desk, requestId),
  );
  step({ name: 'dismiss-alert', summary: 'A breach was looked at: the household stays', body: Nothing }, (requestId) =>
    dismissAlert(desk, requestId),
  );
  step(
    { name: 'stays-home', summary: 'The violent person is hosted elsewhere: no place is needed', body: Nothing },
    (requestId) => end(desk, requestId, { do: 'stayHome' }),
  );
}
