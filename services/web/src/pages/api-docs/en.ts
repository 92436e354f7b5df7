import type { frApiDocs } from './fr.js';

/** The English strings of the page of interfaces, under the same keys as `fr.ts`. */
export const enApiDocs: typeof frApiDocs = {
  title: 'Interfaces (API)',
  about:
    'What each service offers to others, by its own description: its addresses, who may call them, and its messages. Names are those of the contracts.',
  services: 'Services',
  find: 'Find an address, a role or a message',
  routes_one: '{{count}} address',
  routes_other: '{{count}} addresses',
  topics_one: '{{count}} topic of messages',
  topics_other: '{{count}} topics of messages',
  roles: 'Roles',
  parameters: 'Parameters',
  body: 'Body',
  answer: 'Answer {{status}}',
  nothing: 'no content',
  required: 'required',
  sends: 'Sends.',
  reads: 'Follows.',
};
