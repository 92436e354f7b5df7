import { setTimeout as pause } from 'node:timers/promises';
import mongoose, { type Connection } from 'mongoose';
import { type Logger, reasonOf } from './log.js';

/** Opens a service's database, trying again while it is not there yet: after 0.2 s, at last every 5 s. */
export async function openDatabase(uri: string, log: Logger): Promise<Connection> {
  for (let failures = 0; ; failures++) {
    const connection = mongoose.createConnection(uri, { serverSelectionTimeoutMS: 5_000 });
    try {
      return await connection.asPromise();
    } catch (error) {
      await connection.close();
      if (failures % 10 === 0) log.warn({ reason: reasonOf(error) }, 'the database is not there yet');
      await pause(Math.min(200 * 2 ** Math.min(failures, 5), 5_000));
    }
  }
}
