import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { kafkaSecurity } from './kafka-security.js';

let folder: string;
const file = (name: string, text: string) => {
  const place = path.join(folder, name);
  writeFileSync(place, text);
  return place;
};
beforeAll(() => (folder = mkdtempSync(path.join(os.tmpdir(), 'abri-kafka-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('goes in the clear and signs nobody in where nothing is set', () => {
  expect(kafkaSecurity({})).toEqual({});
});

it('signs in with a password from a file, over TLS, believing the authority that is given', () => {
  const env = {
    KAFKA_TLS: 'true',
    KAFKA_CA_FILE: file('ca', 'the authority'),
    KAFKA_SASL_MECHANISM: 'scram-sha-512',
    KAFKA_USERNAME: 'abri-capacity',
    KAFKA_PASSWORD_FILE: file('password', 'correct horse\n'),
  };
  expect(kafkaSecurity(env)).toEqual({
    ssl: { ca: ['the authority'] },
    sasl: { mechanism: 'scram-sha-512', username: 'abri-capacity', password: 'correct horse' },
  });
});

it('shows a certificate where one is given', () => {
  const env = { KAFKA_TLS: 'true', KAFKA_CERT_FILE: file('c', 'certificate'), KAFKA_KEY_FILE: file('k', 'key') };
  expect(kafkaSecurity(env)).toEqual({ ssl: { cert: 'certificate', key: 'key' } });
});

it.each([
  [{ KAFKA_SASL_MECHANISM: 'scram-sha-512' }, /needs KAFKA_USERNAME and KAFKA_PASSWORD_FILE/],
  [{ KAFKA_SASL_MECHANISM: 'none of them' }, /KAFKA_SASL_MECHANISM/],
  [{ KAFKA_TLS: 'perhaps' }, /KAFKA_TLS/],
  [{ KAFKA_TLS: 'true', KAFKA_CA_FILE: '/absent' }, /KAFKA_CA_FILE: cannot be read/],
])('refuses what is half set rather than go in the clear: %j', (env, why) => {
  expect(() => kafkaSecurity(env)).toThrow(why);
});

it.each(['KAFKA_CA_FILE', 'KAFKA_CERT_FILE', 'KAFKA_KEY_FILE', 'KAFKA_PASSWORD_FILE'])(
  'refuses an empty %s rather than go on as if it were not named',
  (name) => {
    const env = {
      KAFKA_TLS: 'true',
      KAFKA_CERT_FILE: file('c', 'certificate'),
      KAFKA_KEY_FILE: file('k', 'key'),
      KAFKA_SASL_MECHANISM: 'plain',
      KAFKA_USERNAME: 'abri-capacity',
      KAFKA_PASSWORD_FILE: file('password', 'correct horse'),
    };
    expect(() => kafkaSecurity({ ...env, [name]: file('empty', '\n') })).toThrow(`${name}: is empty`);
  },
);

it('refuses a certificate without its key, and certificates without TLS', () => {
  const certificate = file('c', 'certificate');
  expect(() => kafkaSecurity({ KAFKA_TLS: 'true', KAFKA_CERT_FILE: certificate })).toThrow(/go together/);
  expect(() => kafkaSecurity({ KAFKA_CA_FILE: certificate })).toThrow(/need KAFKA_TLS/);
});
