// Makes the secrets that compose.yaml mounts, once, into the ignored folder .abri/compose. What is there stays.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve(import.meta.dirname, '../../.abri/compose');
const key = () => randomBytes(32).toString('base64');
const signingKey = () => generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' });
const audited = ['capacity', 'matching', 'child-followup', 'perpetrator-hosting', 'victim-support', 'programmes'];
const secrets = {
  'session-secret': randomBytes(32).toString('base64url'),
  'safety-pad-key': randomBytes(32).toString('base64url'),
  'personal-data-keys': JSON.stringify({ current: 'first', keys: { first: key() }, indexKey: key() }),
  ...Object.fromEntries(audited.map((name) => [`audit-key-${name}`, signingKey()])),
};

mkdirSync(folder, { recursive: true, mode: 0o700 });
for (const [name, text] of Object.entries(secrets)) {
  try {
    // The containers' user must read them; the folder keeps everybody else on this machine out.
    writeFileSync(path.join(folder, name), text, { flag: 'wx', mode: 0o444 });
    console.log(`made ${name}`);
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
    console.log(`${name} is there already`);
  }
}
