import { createHash } from 'node:crypto';
import { mkdir, open, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';

export const mongoose = createRequire(import.meta.resolve('../../libs/service-kit/dist/database.js'))('mongoose');
const { EJSON } = mongoose.mongo.BSON;
const manifestFile = 'manifest.json';
/** Aggregates before what they refer to, so that what a document names was there when its document was read. */
const firstOf = ['shelters', 'placement_requests', 'cases', 'screenings', 'series', 'files', 'sites', 'zones'];
const inOrder = (a, b) => firstOf.includes(b) - firstOf.includes(a) || a.localeCompare(b);

/**
 * Writes every document of a database into `folder`, one file for each collection, one line of EJSON for each document by
 * `_id`, with a manifest of counts and digests. The service may go on meanwhile: a document is read whole or not at all,
 * and an aggregate is one document with its outbox; between two documents there is no common instant. Gives the manifest.
 */
export async function writeBackup({ connection, service, folder }) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const startedAt = new Date().toISOString();
  const listed = await connection.db.listCollections({}, { nameOnly: true }).toArray();
  const names = listed.map(({ name }) => name).filter((name) => !name.startsWith('system.'));
  const collections = [];
  for (const name of names.sort(inOrder)) {
    const file = `${name}.ejsonl`;
    const digest = createHash('sha256');
    const out = await open(path.join(folder, file), 'wx', 0o600);
    let documents = 0;
    try {
      for await (const document of connection.collection(name).find().sort({ _id: 1 })) {
        const line = `${EJSON.stringify(document, { relaxed: false })}\n`;
        digest.update(line);
        await out.write(line);
        documents += 1;
      }
      await out.sync();
    } finally {
      await out.close();
    }
    collections.push({ name, file, documents, sha256: digest.digest('hex') });
  }
  const manifest = { format: 1, service, startedAt, endedAt: new Date().toISOString(), collections };
  // Last: a folder without it is a backup that was broken off.
  await writeFile(path.join(folder, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, {
    flag: 'wx',
    mode: 0o600,
  });
  return manifest;
}

/**
 * Reads a backup: its manifest, the manifest's own digest, and the documents by collection. Throws where a file is missing,
 * is not what was written, or is another service's.
 */
export async function readBackup({ folder, service }) {
  const text = await readFile(path.join(folder, manifestFile), 'utf8').catch(() => {
    throw new Error(`${folder} has no ${manifestFile}: it is no backup, or one that was broken off.`);
  });
  const manifest = JSON.parse(text);
  if (manifest.service !== service) throw new Error(`${folder} is a backup of ${manifest.service}, not of ${service}.`);
  const documents = new Map();
  for (const { name, file, documents: count, sha256 } of manifest.collections) {
    const content = await readFile(path.join(folder, file), 'utf8');
    const lines = content.split('\n').filter((line) => line !== '');
    if (createHash('sha256').update(content).digest('hex') !== sha256 || lines.length !== count)
      throw new Error(`${file} is not as it was written: this backup cannot be trusted.`);
    documents.set(
      name,
      // Numbers become numbers again, everything else what it was.
      lines.map((line) => EJSON.parse(line)),
    );
  }
  return { manifest, digest: createHash('sha256').update(text).digest('hex'), documents };
}
