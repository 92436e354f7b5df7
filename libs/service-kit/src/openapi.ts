import { Problem } from '@abri/contracts/problem';
import { z } from 'zod';

/** What the document needs to know of a route. */
export interface DescribedRoute {
  method: string;
  path: string;
  summary: string;
  roles: readonly string[];
  params?: z.ZodObject | undefined;
  query?: z.ZodObject | undefined;
  body?: z.ZodType | undefined;
  response?: z.ZodType | undefined;
  status: number;
}

const schemaOf = (schema: z.ZodType, io: 'input' | 'output') => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
};
const parameters = (object: z.ZodObject | undefined, where: 'path' | 'query') =>
  Object.entries(object?.shape ?? {}).map(([name, schema]) => ({
    name,
    in: where,
    required: where === 'path' || !(schema as z.ZodType).safeParse(undefined).success,
    schema: schemaOf(schema as z.ZodType, 'input'),
  }));

/** The OpenAPI 3.1 document of a service, from the very schemas that its routes are checked with. */
export function openApiDocument(service: string, routes: readonly DescribedRoute[]): object {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    const problem = {
      description: 'A problem',
      content: { 'application/problem+json': { schema: schemaOf(Problem, 'output') } },
    };
    (paths[path] ??= {})[route.method] = {
      summary: route.summary,
      description: `Roles: ${route.roles.join(', ')}`,
      operationId: `${route.method}${path.replace(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
      security: [{ bearer: [] }],
      parameters: [...parameters(route.params, 'path'), ...parameters(route.query, 'query')],
      ...(route.body
        ? {
            requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body, 'input') } } },
          }
        : {}),
      responses: {
        [route.status]: {
          description: 'Done',
          ...(route.response
            ? { content: { 'application/json': { schema: schemaOf(route.response, 'output') } } }
            : {}),
        },
        default: problem,
      },
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: `Abri: ${service}`, version: '1' },
    paths,
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
}
