import { Problem } from '@abri/contracts/problem';
import type { z } from 'zod';
import { jsonSchemaOf } from './json-schema.js';

/** What the document needs to know of a route. */
export interface DescribedRoute {
  method: string;
  path: string;
  summary: string;
  roles: readonly string[];
  anybody?: boolean;
  params?: z.ZodObject | undefined;
  query?: z.ZodObject | undefined;
  body?: z.ZodType | undefined;
  response?: z.ZodType | undefined;
  accepts?: string;
  answers?: string | readonly string[];
  status?: number;
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => jsonSchemaOf(schema, { io });
const parameters = (object: z.ZodObject | undefined, where: 'path' | 'query') =>
  Object.entries(object?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType, 'input'),
  }));
const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'The same request with the same key is done once, and answered alike.',
  schema: { type: 'string', minLength: 8, maxLength: 64 },
};

/** The OpenAPI 3.1 document of a service, from the very schemas that its routes are checked with. */
export function openApiDocument(service: string, routes: readonly DescribedRoute[]): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    (paths[path] ??= {})[route.method] = operation(route, path);
  }
  return {
    openapi: '3.1.0',
    info: {
      title: `Abri: ${service}`,
      version: '1',
      description: 'All violations of a request are named at once. A problem never repeats what was sent.',
    },
    servers: [{ url: `/api/${service}`, description: 'Behind the gateway' }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
      schemas: { Problem: schemaOf(Problem, 'output') },
      responses: {
        Problem: {
          description: 'A problem',
          content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
    },
  };
}

/** What an answer holds that no schema of ours describes: a table as JSON is known by its dictionary. */
const contentOf = (kind: string) => (kind === 'application/json' ? {} : { type: 'string' });

function operation(route: DescribedRoute, path: string): object {
  const { method, summary, roles, anybody, body, response, accepts, answers } = route;
  const kinds = [answers ?? 'application/json'].flat();
  return {
    summary,
    description: anybody ? 'For anybody, without sign-in' : `Roles: ${roles.join(', ')}`,
    'x-roles': roles,
    operationId: `${method}${path.replace(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    security: anybody ? [] : [{ bearer: [] }],
    parameters: [
      ...parameters(route.params, 'path'),
      ...parameters(route.query, 'query'),
      ...(method === 'get' ? [] : [idempotencyKey]),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { [accepts ?? 'application/json']: { schema: schemaOf(body, 'input') } },
          },
        }
      : {}),
    responses: {
      [response || answers ? (route.status ?? 200) : 204]: {
        description: response || answers ? 'Done' : 'Done; nothing to say',
        ...(response || answers
          ? {
              content: Object.fromEntries(
                kinds.map((kind) => [kind, { schema: response ? schemaOf(response, 'output') : contentOf(kind) }]),
              ),
            }
          : {}),
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}
