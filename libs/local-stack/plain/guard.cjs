'use strict';
// Outlives the process that started it, to end the process groups that this one leaves behind if it crashes.
// Its stdin is a pipe from that process: "+pid" and "-pid" lines say whom to watch; the end of the pipe says that it is gone.
const watched = new Set();
let rest = '';

function signal(pid, name) {
  try {
    process.kill(-pid, name);
    return true;
  } catch {
    return false;
  }
}

process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\n');
  rest = lines.pop();
  for (const line of lines) {
    const pid = Number(line.slice(1));
    if (line[0] === '+') watched.add(pid);
    else watched.delete(pid);
  }
});
process.stdin.on('end', () => {
  // Last started, first ended: services before the broker and the database.
  for (const pid of [...watched].reverse()) signal(pid, 'SIGTERM');
  const deadline = Date.now() + 10_000;
  const look = () => {
    for (const pid of watched) if (!signal(pid, 0)) watched.delete(pid);
    if (watched.size === 0) return;
    if (Date.now() > deadline) for (const pid of watched) signal(pid, 'SIGKILL');
    setTimeout(look, 100);
  };
  look();
});
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => undefined);
