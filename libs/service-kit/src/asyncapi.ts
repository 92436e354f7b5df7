import { type Channel, type Channels, schemaOn } from '@abri/contracts/channels';
import { topics, topicSettings } from '@abri/contracts/topics';
import { z } from 'zod';
import { jsonSchemaOf } from './json-schema.js';

type Ref = { $ref: string };
const ref = (...path: string[]): Ref => ({ $ref: ['#', ...path].join('/') });

/** The AsyncAPI 3.0 document of a service: the topics it sends to and reads, from the very schemas that messages are checked with. */
export function asyncApiDocument(service: string, channels: Channels): object {
  const used = [...new Set([...channels.sends, ...channels.reads])];
  const messages = used.flatMap(messagesOn);
  const operation = (action: 'send' | 'receive') => (topic: Channel) => [
    `${action}${capital(nameOf(topic))}`,
    {
      action,
      summary: action === 'send' ? `Told by ${service}` : `Followed by ${service}`,
      channel: ref('channels', nameOf(topic)),
      messages: messagesOn(topic).map(({ name }) => ref('channels', nameOf(topic), 'messages', name)),
    },
  ];
  return {
    asyncapi: '3.0.0',
    info: {
      title: `Abri: ${service}`,
      version: '1',
      description:
        'Each message is keyed by its aggregate. Delivery is at least once: apply seq = last + 1, drop older ones, ' +
        'and read the state topic anew on a gap. No message holds a name, an address, a phone number or free text.',
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(used.map((topic) => [nameOf(topic), channelOf(topic)])),
    operations: Object.fromEntries([
      ...channels.sends.map(operation('send')),
      ...channels.reads.map(operation('receive')),
    ]),
    components: {
      messages: Object.fromEntries(messages.map(({ id, message }) => [id, message])),
    },
  };
}

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
const nameOf = (topic: Channel): string =>
  Object.entries(topics).find(([, address]) => address === topic)?.[0] ?? topic;

function channelOf(topic: Channel): object {
  const settings = topicSettings.find((one) => one.topic === topic);
  const compacted = settings?.compacted === true;
  return {
    address: topic,
    description: compacted
      ? 'The public state of each aggregate after its last event; compacted by key.'
      : 'Everything that happened, in order for each aggregate; kept for ever.',
    messages: Object.fromEntries(messagesOn(topic).map(({ id, name }) => [name, ref('components', 'messages', id)])),
    bindings: {
      kafka: {
        bindingVersion: '0.5.0',
        ...(settings ? { partitions: settings.partitions } : {}),
        topicConfiguration: { 'cleanup.policy': [compacted ? 'compact' : 'delete'] },
      },
    },
  };
}

/** A topic's messages: one for each type of event, or the state. */
function messagesOn(topic: Channel) {
  const schema = schemaOn[topic];
  const kinds = schema instanceof z.ZodDiscriminatedUnion ? schema.options : [schema];
  return kinds.map((kind) => {
    const type = kind instanceof z.ZodObject ? (kind.shape as Record<string, unknown>)['type'] : undefined;
    const name = type instanceof z.ZodLiteral ? String(type.value) : 'State';
    const payload = jsonSchemaOf(kind as z.ZodType, { io: 'output', target: 'draft-7' });
    return {
      name,
      id: `${nameOf(topic)}.${name}`,
      message: {
        name,
        title: name,
        payload,
        bindings: { kafka: { key: { type: 'string' }, bindingVersion: '0.5.0' } },
      },
    };
  });
}
