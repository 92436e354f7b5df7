import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import SwaggerParser from '@apidevtools/swagger-parser';
import { Parser } from '@asyncapi/parser';
import { amongReplicas, channelsOf } from '@abri/contracts/channels';
import { topics } from '@abri/contracts/topics';
import type { OpenAPI } from 'openapi-types';
import { z } from 'zod';
import { asyncApiDocument } from './asyncapi.js';
import { openApiDocument } from './openapi.js';

const services = path.resolve(__dirname, '../../../services');
const Thing = z.strictObject({ name: z.string(), beds: z.int().default(1) });

describe('OpenAPI', () => {
  const one = { summary: 'A route', roles: ['operator'] };
  const document = openApiDocument('things', [
    { ...one, method: 'get', path: '/things/:id', params: z.strictObject({ id: z.string() }), response: Thing },
    { ...one, method: 'post', path: '/things', body: Thing, response: Thing, status: 201 },
    { ...one, method: 'delete', path: '/things/:id', params: z.strictObject({ id: z.string() }) },
    { ...one, method: 'post', path: '/imports/things', body: z.string(), accepts: 'text/csv', response: Thing },
    { ...one, method: 'get', path: '/things/stream', answers: 'text/event-stream' },
    { ...one, method: 'get', path: '/things', query: z.strictObject({ limit: z.coerce.number().default(9) }) },
  ]);
  type Operation = { requestBody?: { content: object }; responses: Record<string, { content?: object }> };
  const { paths } = document as { paths: Record<string, Record<string, Operation>> };

  it('is valid', async () => {
    await expect(SwaggerParser.validate(structuredClone(document) as OpenAPI.Document)).resolves.toBeDefined();
  });
  it('says which bodies and answers are no JSON', () => {
    expect(Object.keys(paths['/imports/things']?.['post']?.requestBody?.content ?? {})).toEqual(['text/csv']);
    expect(paths['/things/stream']?.['get']?.responses['200']?.content).toHaveProperty(['text/event-stream']);
    expect(paths['/things/{id}']?.['delete']?.responses).toHaveProperty('204');
    expect(paths['/things']?.['post']?.responses).toHaveProperty('201');
  });
});

describe('AsyncAPI', () => {
  it.each(Object.entries(channelsOf))('of %s is valid, and names every event', async (service, channels) => {
    const document = asyncApiDocument(service, channels);
    const { diagnostics } = await new Parser().parse(JSON.stringify(document));
    expect(diagnostics.filter(({ severity }) => severity === 0)).toEqual([]);
    const { operations } = document as { operations: Record<string, { messages: unknown[] }> };
    expect(Object.keys(operations)).toHaveLength(channels.sends.length + channels.reads.length);
    for (const { messages } of Object.values(operations)) expect(messages.length).toBeGreaterThan(0);
  });
  it('shows the data of an event as it is checked', () => {
    const document = asyncApiDocument('capacity', { sends: [topics.capacityEvents], reads: [] });
    const { components } = document as { components: { messages: Record<string, { payload: object }> } };
    const held = components.messages['capacityEvents.PlaceHeld']?.payload;
    expect(held).toHaveProperty('properties.data.properties.expiresAt.format', 'date-time');
  });

  const named = (folder: string) => {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const code = files.filter((file) => file.endsWith('.ts') && !/\.(test|it)\.ts$|(^|\/)(test|sample)-/.test(file));
    const text = code.map((file) => readFileSync(path.join(folder, file), 'utf8')).join('\n');
    const all = (pattern: RegExp) =>
      [...new Set([...text.matchAll(pattern)].map(([, name]) => topics[name as keyof typeof topics]))].sort();
    return { all: all(/\btopics\.([a-z]\w+)/g), sends: all(/\b(?:events|state): topics\.(\w+)/g) };
  };
  it.each(Object.entries(channelsOf))('of %s names the topics that its code names', (service, { sends, reads }) => {
    const code = named(path.join(services, service, 'src'));
    expect(code.sends).toEqual([...sends].sort());
    expect(code.all.filter((topic) => topic !== topics.parking)).toEqual(
      [...new Set([...sends, ...reads, ...(amongReplicas[service] ?? [])])].sort(),
    );
  });
});
