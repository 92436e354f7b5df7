import { context } from '@opentelemetry/api';
import { core } from '@opentelemetry/sdk-node';

/** Names the running request in its trace by the pattern of its route, as the instrumentation of a framework would. */
export function nameRoute(route: string): void {
  const request = core.getRPCMetadata(context.active());
  if (request) request.route = route;
}
