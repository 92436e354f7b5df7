import { DangerLevel } from '@abri/contracts/vocabulary';
import { type Connection, Schema } from 'mongoose';
import type { Dangers } from './placements.js';

/** The dangers of placement requests in MongoDB, in `placementDangers`. */
export function mongoDangers(connection: Connection): Dangers {
  const schema = new Schema<{ _id: string; danger: string }>(
    { _id: String, danger: String },
    { collection: 'placementDangers', versionKey: false },
  );
  const model = connection.model('placementDanger', schema);
  return {
    async put(requestId, danger) {
      await model.updateOne({ _id: requestId }, { $set: { danger } }, { upsert: true }).exec();
    },
    async get(requestId) {
      const row = await model.findById(requestId).lean<{ danger: string }>().exec();
      return DangerLevel.safeParse(row?.danger).data ?? null;
    },
  };
}
