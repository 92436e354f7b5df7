import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type Server as SecureServer } from 'node:https';
import { buildConnector } from 'undici';
import { z } from 'zod';

const lookForRenewedMs = 60_000;
/** PEM files: the certificate and key that this process shows, and the authority that signs those of the services it calls. */
const Settings = z
  .object({
    TLS_CERT_FILE: z.string().optional(),
    TLS_KEY_FILE: z.string().optional(),
    SERVICES_CA_FILE: z.string().optional(),
  })
  .refine((files) => (files.TLS_CERT_FILE === undefined) === (files.TLS_KEY_FILE === undefined), {
    message: 'TLS_CERT_FILE and TLS_KEY_FILE: give both or none',
  });

/**
 * Throws an error that names the setting whose file cannot be read or used, never what is in it. A file that is just being
 * written is empty for a moment, and node takes nothing for nothing wanted: a server without a certificate, every public
 * authority believed.
 */
function contents<T>(name: keyof z.infer<typeof Settings>, file: string, parse: (pem: string) => T) {
  try {
    const pem = readFileSync(file, 'utf8');
    return { pem, parsed: parse(pem) };
  } catch (error) {
    throw new Error(`${name}: cannot be read`, { cause: error });
  }
}
const certificate = (pem: string) => new X509Certificate(pem);
const settingsOf = (env: NodeJS.ProcessEnv) => {
  const parsed = Settings.safeParse(env);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ message }) => message).join('; '));
  return parsed.data;
};

/**
 * The server of a process: over TLS where TLS_CERT_FILE and TLS_KEY_FILE are given, in the clear where not, as on one's own
 * machine. A renewed certificate is shown within a minute (`lookEveryMs`) to whoever connects anew. Throws where a file is missing
 * or not what it should be.
 */
export function serviceServer(
  listener: RequestListener,
  env: NodeJS.ProcessEnv = process.env,
  lookEveryMs = lookForRenewedMs,
): Server | SecureServer {
  const { TLS_CERT_FILE: certFile, TLS_KEY_FILE: keyFile } = settingsOf(env);
  if (certFile === undefined || keyFile === undefined) return createServer(listener);
  const read = () => {
    const cert = contents('TLS_CERT_FILE', certFile, certificate);
    const key = contents('TLS_KEY_FILE', keyFile, createPrivateKey);
    if (!cert.parsed.checkPrivateKey(key.parsed)) throw new Error('TLS_KEY_FILE: not the key of TLS_CERT_FILE');
    return { cert: cert.pem, key: key.pem, minVersion: 'TLSv1.2' as const };
  };
  let shown = read();
  const server = createSecureServer(shown, listener);
  const look = setInterval(() => {
    try {
      const now = read();
      if (now.cert === shown.cert && now.key === shown.key) return;
      server.setSecureContext(now);
      shown = now;
    } catch {
      // Half of a pair is there while it is being replaced: the next look finds both.
    }
  }, lookEveryMs);
  look.unref();
  return server.once('close', () => clearInterval(look));
}

/**
 * How connections to other services are opened, each within `timeoutMs`: where SERVICES_CA_FILE is given, only to a service with a
 * certificate for its name that this authority has signed, and no public one. A renewed authority is believed from the next
 * connection on; while it is being written, the one before it. Throws where the file is missing or no certificate.
 */
export function serviceConnector(timeoutMs: number, env: NodeJS.ProcessEnv = process.env): buildConnector.connector {
  const { SERVICES_CA_FILE: caFile } = settingsOf(env);
  if (caFile === undefined) return buildConnector({ timeout: timeoutMs });
  const believing = (ca: string) => ({ ca, connect: buildConnector({ timeout: timeoutMs, ca }) });
  const read = () => contents('SERVICES_CA_FILE', caFile, certificate).pem;
  let now = believing(read());
  return (options, callback) => {
    try {
      const ca = read();
      if (ca !== now.ca) now = believing(ca);
    } catch {
      // It is being replaced: the next connection finds it whole.
    }
    now.connect(options, callback);
  };
}
