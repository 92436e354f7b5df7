import type { AlertCommand, Result } from './commands.js';
import type { LiveStatus, RequestFact, RequestState } from './state.js';

/**
 * Whether the request's own place is safe (decision 0014). Lying in a zone is compared and not told: whoever compares
 * again, in any process, comes to the same. A breach is told, and counts once however often that is.
 */
export function decideAlert(command: AlertCommand, { alert, breaches }: RequestState, live: LiveStatus | null): Result {
  if (!live) return [];
  const { shelterId, holdId } = live;
  const place = { shelterId, holdId };
  const safeAgain: RequestFact = { type: 'PlacementSafeAgain', data: place };
  switch (command.do) {
    case 'compare':
      if (command.holdId !== holdId || command.inside === alert.inside) return [];
      if (command.inside)
        return [
          { type: 'PlacementUnsafe', data: { ...place, cause: 'insideZone' }, kept: { inside: true, breach: null } },
        ];
      // The zone is gone; a breach that nobody has looked at is not.
      return alert.entered
        ? [{ type: 'PlacementUnsafe', data: { ...place, cause: 'zoneEntered' }, kept: { inside: false, breach: null } }]
        : [safeAgain];
    case 'zoneEntered': {
      const { breach } = command;
      const kept = { inside: alert.inside, breach };
      return breaches.includes(breach)
        ? []
        : [{ type: 'PlacementUnsafe', data: { ...place, cause: 'zoneEntered' }, kept }];
    }
    case 'dismissAlert':
      if (alert.inside) return { refused: 'stillInZone' };
      return alert.entered ? [safeAgain] : [];
  }
}
