import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SafetyQuestion } from '@abri/contracts/matching-api';

/** Stands where matching is: answers safety questions as it is told, by the contract, or not at all. */
export async function testMatching() {
  const asked: SafetyQuestion[] = [];
  let safe: (question: SafetyQuestion) => boolean | 'away' | 'refused' = () => true;
  const server = createServer((req, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      const question = SafetyQuestion.parse(JSON.parse(Buffer.concat(parts).toString()));
      asked.push(question);
      const answer = safe(question);
      const status = answer === 'away' ? 503 : answer === 'refused' ? 403 : 200;
      const problem = { type: 'urn:abri:problem:test', title: 'no', status };
      res.writeHead(status, { 'content-type': 'application/json' });
      res.end(JSON.stringify(typeof answer === 'boolean' ? { safe: answer } : problem));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    answers(how: typeof safe) {
      safe = how;
      asked.length = 0;
    },
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
