// `npm run rolling`: replaces every replica of capacity and matching in turn while households call, and then looks whether
// anything was lost.
import { parseArgs } from 'node:util';
import { runChecks } from './checks.mjs';

const help = `npm run rolling [-- options]

Starts two replicas of capacity and of matching behind one gateway on free ports, with topics and databases of their own
(on KAFKA_BROKERS and MONGODB_URI where given, else on own servers), lets households call, and replaces each replica in turn:
SIGTERM, not ready, drain, end, start anew. Then it checks that no request failed, that what was acknowledged is there, that
no bed is promised twice, and that the topics say what the documents say. Nothing but this machine is asked.

  --rate N       households and readings a second (12)
  --no-build     what is built is taken as it is
  --help         this text`;
const flag = { type: 'boolean', default: false };
const { values } = parseArgs({ options: { rate: { type: 'string', default: '12' }, 'no-build': flag, help: flag } });

if (values.help) console.log(help);
else await runChecks('rolling', values, async (o) => (await import('./rolling-update.mjs')).checkRollingUpdate(o));
