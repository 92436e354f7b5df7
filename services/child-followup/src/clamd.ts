import { connect } from 'node:net';
import { z } from 'zod';

/** What a scanner says of a file: clean, or infected with what it calls by this signature. */
export type Verdict = { infected: false } | { infected: true; signature: string };
/** Scans the bytes of one file. Throws where there is no verdict, whatever the reason. */
export type Scanner = (bytes: Uint8Array) => Promise<Verdict>;

const hostAndPort = /^(?:\[([\da-f:.]+)\]|([\w.-]+)):(\d+)$/i;
/** A setting that names a clamd: `host:port`, an IPv6 address in brackets; empty: none, which is null. */
export const ClamdAddress = z
  .string()
  .default('')
  .transform((text, context) => {
    if (text === '') return null;
    const [, address, name, port] = hostAndPort.exec(text) ?? [];
    const host = address ?? name;
    if (host !== undefined && Number(port) >= 1 && Number(port) <= 65_535) return { host, port: Number(port) };
    context.addIssue('must be host:port');
    return z.NEVER;
  });

/**
 * A scanner that asks a clamd over TCP by its command INSTREAM (clamd(8)), one connection a file. Takes the daemon's host and
 * port, and for how long a scan may take in all, in ms. A scan takes at least one byte; it throws where the daemon cannot be
 * reached, says that it could not scan, closes before its answer is whole, or is too slow.
 */
export function clamdScanner(o: { host: string; port: number; withinMs: number }): Scanner {
  return async (bytes) => {
    const socket = connect({ host: o.host, port: o.port }).setEncoding('latin1');
    const tooSlow = setTimeout(() => socket.destroy(new Error('no answer in time')), o.withinMs);
    try {
      socket.write(instream(bytes));
      let answer = '';
      for await (const part of socket as AsyncIterable<string>) {
        answer += part;
        if (answer.includes('\0') || answer.length > longestAnswer) break;
      }
      return verdictOf(answer);
    } finally {
      clearTimeout(tooSlow);
      socket.destroy();
    }
  };
}
const longestAnswer = 1_000;

/** The file as one chunk after its length, then the empty chunk that ends it. */
function instream(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([Buffer.from('zINSTREAM\0'), length, bytes, Buffer.alloc(4)]);
}

/** Only a whole answer is a verdict. A signature may be followed by the file's digest and size, which are nobody's business. */
function verdictOf(answer: string): Verdict {
  if (answer === 'stream: OK\0') return { infected: false };
  const signature = /^stream: ([^\s(]+).* FOUND\0$/.exec(answer)?.[1];
  if (signature === undefined) throw new Error(`no verdict: ${answer.slice(0, 80)}`);
  return { infected: true, signature };
}
