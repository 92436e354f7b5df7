import type { Team } from '@abri/contracts/child-followup-api';
import { defaultProtocol, type Protocol } from '@abri/contracts/child-protocol';
import { type Connection, Schema } from 'mongoose';

/** The teams with their workers, and the protocols: how this installation works, entered by its operator. */
export interface Directory {
  teams(): Promise<Team[]>;
  putTeam(team: Team): Promise<void>;
  /** All protocols; the default one until one with its id is put. */
  protocols(): Promise<Protocol[]>;
  putProtocol(protocol: Protocol): Promise<void>;
  /** The id of the protocol that new cases are planned by; the default one's until another is chosen. */
  current(): Promise<string>;
  choose(protocolId: string): Promise<void>;
  /** The protocol with this id, or the current one for none. */
  protocol(protocolId: string | undefined): Promise<Protocol | null>;
}

/** The directory in MongoDB, in `teams`, `protocols` and `settings`. It names professionals, never those they care for. */
export function mongoDirectory(connection: Connection): Directory {
  const teams = connection.model(
    'team',
    new Schema<{ _id: string; name: string; workers: Team['workers'] }>(
      { _id: String, name: String, workers: [{ _id: false, workerId: String, name: String, lead: Boolean }] },
      { collection: 'teams', versionKey: false },
    ),
  );
  const protocols = connection.model(
    'protocol',
    new Schema<{ _id: string; steps: Protocol['steps'] }>(
      { _id: String, steps: [{}] },
      { collection: 'protocols', versionKey: false },
    ),
  );
  const settings = connection.model(
    'setting',
    new Schema<{ _id: string; value: string }>(
      { _id: String, value: String },
      { collection: 'settings', versionKey: false },
    ),
  );
  const current = async () => {
    const chosen = await settings.findById('currentProtocol').lean<{ value: string }>().exec();
    return chosen?.value ?? defaultProtocol.protocolId;
  };
  const allProtocols = async (): Promise<Protocol[]> => {
    const rows = await protocols.find().sort({ _id: 1 }).lean<{ _id: string; steps: Protocol['steps'] }[]>().exec();
    const own = rows.map(({ _id, steps }) => ({ protocolId: _id, steps }));
    return own.some(({ protocolId }) => protocolId === defaultProtocol.protocolId) ? own : [defaultProtocol, ...own];
  };
  return {
    async teams() {
      const rows = await teams
        .find()
        .sort({ name: 1 })
        .lean<{ _id: string; name: string; workers: Team['workers'] }[]>()
        .exec();
      return rows.map(({ _id, name, workers }) => ({ teamId: _id, name, workers }));
    },
    async putTeam({ teamId, name, workers }) {
      await teams.updateOne({ _id: teamId }, { $set: { name, workers } }, { upsert: true }).exec();
    },
    protocols: allProtocols,
    async putProtocol({ protocolId, steps }) {
      await protocols.updateOne({ _id: protocolId }, { $set: { steps } }, { upsert: true }).exec();
    },
    current,
    async choose(protocolId) {
      await settings.updateOne({ _id: 'currentProtocol' }, { $set: { value: protocolId } }, { upsert: true }).exec();
    },
    async protocol(protocolId) {
      const wanted = protocolId ?? (await current());
      return (await allProtocols()).find((known) => known.protocolId === wanted) ?? null;
    },
  };
}
