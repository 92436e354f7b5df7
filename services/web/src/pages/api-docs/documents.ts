import { DocumentedServices } from '@abri/contracts/board-api';
import { useQuery } from '@tanstack/react-query';
import { z } from 'zod';
import { call } from '../../api/client.js';
import { JsonSchema } from './json-schema.js';

const Media = z.record(z.string(), z.looseObject({ schema: JsonSchema.optional() }));
const Operation = z.looseObject({
  summary: z.string(),
  'x-roles': z.array(z.string()).default([]),
  parameters: z
    .array(
      z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().default(false), schema: JsonSchema }),
    )
    .default([]),
  requestBody: z.looseObject({ content: Media }).optional(),
  responses: z.record(z.string(), z.looseObject({ content: Media.optional() })),
});
/** As much of an OpenAPI document as the page shows. */
const OpenApi = z.looseObject({
  info: z.looseObject({ description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), Operation)),
});
const Pointer = z.looseObject({ $ref: z.string() });
const AsyncApi = z.looseObject({
  info: z.looseObject({ description: z.string() }),
  channels: z.record(
    z.string(),
    z.looseObject({ address: z.string(), description: z.string(), messages: z.record(z.string(), Pointer) }),
  ),
  operations: z.record(z.string(), z.looseObject({ action: z.enum(['send', 'receive']), channel: Pointer })),
  components: z.looseObject({ messages: z.record(z.string(), z.looseObject({ payload: JsonSchema })) }),
});

/** One route of a service, with what the page says of it. */
export interface RouteDescription {
  method: string;
  path: string;
  operation: z.infer<typeof Operation>;
}
/** One topic of a service. */
export interface TopicDescription {
  address: string;
  description: string;
  sends: boolean;
  reads: boolean;
  messages: { name: string; payload: JsonSchema }[];
}

export const routesOf = ({ paths }: z.infer<typeof OpenApi>): RouteDescription[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );

const lastOf = (pointer: string) => pointer.slice(pointer.lastIndexOf('/') + 1);
export function topicsOf({ channels, operations, components }: z.infer<typeof AsyncApi>): TopicDescription[] {
  const does = (action: 'send' | 'receive', channel: string) =>
    Object.values(operations).some((one) => one.action === action && lastOf(one.channel.$ref) === channel);
  return Object.entries(channels).map(([channel, { address, description, messages }]) => ({
    address,
    description,
    sends: does('send', channel),
    reads: does('receive', channel),
    messages: Object.entries(messages).flatMap(([name, { $ref }]) => {
      const message = components.messages[lastOf($ref)];
      return message ? [{ name, payload: message.payload }] : [];
    }),
  }));
}

const hour = 3_600_000;
export const useDocumentedServices = () =>
  useQuery({
    queryKey: ['api-docs'],
    queryFn: ({ signal }) => call({ path: '/docs', schema: DocumentedServices, signal }),
    staleTime: hour,
  });
export const useRoutes = (service: string) =>
  useQuery({
    queryKey: ['api-docs', service, 'routes'],
    queryFn: async ({ signal }) => {
      const document = await call({ path: `/docs/${service}/openapi.json`, schema: OpenApi, signal });
      return { about: document.info.description, routes: routesOf(document) };
    },
    staleTime: hour,
  });
export const useTopics = (service: string) =>
  useQuery({
    queryKey: ['api-docs', service, 'topics'],
    queryFn: async ({ signal }) => {
      const document = await call({ path: `/docs/${service}/asyncapi.json`, schema: AsyncApi, signal });
      return { about: document.info.description, topics: topicsOf(document) };
    },
    staleTime: hour,
  });
