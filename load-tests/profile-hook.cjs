// Loaded into each service by `npm run load:profile`: V8's profiler runs from the first signal SIGUSR2 until the process ends.
const { writeFileSync } = require('node:fs');
const { Session } = require('node:inspector');
const path = require('node:path');

const folder = process.env.ABRI_PROFILE_FOLDER;
const session = new Session();
let running = false;
process.on('SIGUSR2', () => {
  session.connect();
  session.post('Profiler.enable');
  session.post('Profiler.setSamplingInterval', { interval: 500 });
  session.post('Profiler.start');
  running = true;
});
process.on('exit', () => {
  if (!running) return;
  // Answered at once: the session is this process's own.
  session.post('Profiler.stop', (error, answer) => {
    if (!error) writeFileSync(path.join(folder, `${process.pid}.cpuprofile`), JSON.stringify(answer.profile));
  });
});
