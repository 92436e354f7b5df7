// `npm run drill -- capacity`: destroys the database of a service and restores it, on a system of its own.
import { parseArgs } from 'node:util';
import { runChecks } from './checks.mjs';

const help = `npm run drill -- capacity [options]

Starts Abri on free ports with topics and databases of its own (on KAFKA_BROKERS and MONGODB_URI where given), lets households
call, backs capacity up meanwhile, goes on, destroys capacity's database, restores it and starts it again; then it checks that
every house is as it was at the end, and that everybody agrees. Nothing that you have is touched.

  --rate N       households and readings a second (10)
  --no-build     what is built is taken as it is
  --help         this text`;
const flag = { type: 'boolean', default: false };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rate: { type: 'string', default: '10' }, 'no-build': flag, help: flag },
});

if (values.help || positionals.join() !== 'capacity') {
  console.log(help);
  process.exitCode = values.help ? 0 : 2;
} else {
  await runChecks('drill', values, async (o) => (await import('./drill-capacity.mjs')).drillCapacity(o));
}
