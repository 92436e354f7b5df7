import type { PlacementStatus } from '@abri/contracts/placement';
import type { Connection } from 'mongoose';
import { type Ledger, noQuestions } from './domain/safety/ledger.js';

/** The request that gave a link code out, as far as a question needs it. */
export interface LinkedRequest {
  requestId: string;
  status: PlacementStatus;
  moving: boolean;
}
/** Where the questions about each case are kept, and how a case is found by its link. */
export interface SafetyStore {
  requestOf(link: string): Promise<LinkedRequest | null>;
  load(caseId: string): Promise<{ ledger: Ledger; version: number }>;
  /** Writes if the version is still the same; false when another question was faster. */
  save(caseId: string, version: number, ledger: Ledger): Promise<boolean>;
}

type Row = { _id: string; version: number; ledger: Ledger };
type RequestRow = {
  _id: string;
  state: { request: { requestId: string; status: PlacementStatus; moving?: object | null; links?: string[] } | null };
};

/** The store in MongoDB: one document a case, written by one compare-and-set. */
export function mongoSafetyStore(connection: Connection): SafetyStore {
  const ledgers = connection.collection<Row>('safety_questions');
  const requests = connection.collection<RequestRow>('placement_requests');
  const majority = { writeConcern: { w: 'majority' } } as const;
  return {
    async requestOf(link) {
      const projection = { 'state.request.requestId': 1, 'state.request.status': 1, 'state.request.moving': 1 };
      const found = await requests.findOne({ 'state.request.links': link }, { projection });
      const request = found?.state.request;
      if (!request) return null;
      return { requestId: request.requestId, status: request.status, moving: Boolean(request.moving) };
    },
    async load(caseId) {
      const found = await ledgers.findOne({ _id: caseId });
      return found ? { ledger: found.ledger, version: found.version } : { ledger: noQuestions, version: 0 };
    },
    async save(caseId, version, ledger) {
      const next = { version: version + 1, ledger };
      if (version > 0) {
        const written = await ledgers.updateOne({ _id: caseId, version }, { $set: next }, majority);
        return written.matchedCount === 1;
      }
      try {
        await ledgers.insertOne({ _id: caseId, ...next }, majority);
        return true;
      } catch (error) {
        if ((error as { code?: number }).code === 11000) return false;
        throw error;
      }
    },
  };
}
