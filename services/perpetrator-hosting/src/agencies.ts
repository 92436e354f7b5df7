import type { Agency } from '@abri/contracts/hosting-api';
import type { User } from '@abri/service-kit/auth';
import { type Connection, Schema } from 'mongoose';

/** The agencies of justice, entered by the operator; who works for one has its id among their teams. */
export interface Agencies {
  all(): Promise<Agency[]>;
  put(agency: Agency): Promise<void>;
  /** The agencies that somebody works for. */
  of(user: Pick<User, 'teamIds'>): Promise<string[]>;
}

/** The agencies in MongoDB. */
export function mongoAgencies(connection: Connection): Agencies {
  type Row = { _id: string; name: string; kind: Agency['kind'] };
  const agencies = connection.model(
    'agency',
    new Schema<Row>({ _id: String, name: String, kind: String }, { collection: 'agencies', versionKey: false }),
  );
  const all = async (): Promise<Agency[]> => {
    const rows = await agencies.find().sort({ name: 1 }).lean<Row[]>().exec();
    return rows.map(({ _id, name, kind }) => ({ agencyId: _id, name, kind }));
  };
  return {
    all,
    async put({ agencyId, name, kind }) {
      await agencies.updateOne({ _id: agencyId }, { $set: { name, kind } }, { upsert: true }).exec();
    },
    async of({ teamIds }) {
      const known = new Set((await all()).map(({ agencyId }) => agencyId));
      return teamIds.filter((teamId) => known.has(teamId));
    },
  };
}
