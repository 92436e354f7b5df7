import {
  AddDocument,
  AddNote,
  DocumentContent,
  MakeReport,
  mostDocumentBytes,
  RecordAssessment,
} from '@abri/contracts/child-followup-api';
import { defaultChildInstrument } from '@abri/contracts/child-instrument';
import { Id } from '@abri/contracts/vocabulary';
import type { Http } from '@abri/service-kit/http';
import { z } from 'zod';
import { actRoute, OneCase } from './act.js';
import { type Desk, problemOf } from './cases.js';
import { isOfMediaType } from './domain/media-type.js';
import { openToRead, readable } from './reading.js';
import type { RecordKind } from './records.js';
import { DocumentRecord } from './view.js';

const OneReport = z.strictObject({ caseId: Id, reportId: Id });
const OneDocument = z.strictObject({ caseId: Id, documentId: Id });
/** A document in base64, and what is said about it. */
const documentBodyBytes = (mostDocumentBytes / 3) * 4 + 4_096;
/** Where a document's content lies: apart, so that a case is read without it. */
const contentOf = (documentId: string) => `${documentId}-content`;

/** What is written down about a child: sealed before the case is told that it is there. */
export function recordRoutes(http: Http, desk: Desk): void {
  actRoute(http, desk, {
    path: '/cases/:caseId/notes',
    summary: 'Add a note; also in an emergency: what was seen and done at night must reach the team',
    params: OneCase,
    orBroken: true,
    body: AddNote,
    action({ body, ids }) {
      const noteId = ids.next();
      return { command: { do: 'addNote', noteId }, records: [{ recordId: noteId, kind: 'note', content: body }] };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/assessments',
    summary: 'Record a structured look at the child',
    params: OneCase,
    body: RecordAssessment,
    action({ body, ids }) {
      const areas = defaultChildInstrument.areas.map(({ id }) => id);
      const unknown = Object.keys(body.scores).filter((area) => !areas.includes(area));
      const missing = areas.filter((area) => body.scores[area] === undefined);
      if (body.instrument !== defaultChildInstrument.id || unknown.length + missing.length > 0)
        throw problemOf('scoresIncomplete', { areas });
      const assessmentId = ids.next();
      return {
        command: { do: 'recordAssessment', assessmentId, instrument: body.instrument },
        records: [{ recordId: assessmentId, kind: 'assessment', content: body }],
      };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/documents',
    summary: 'Add a document of at most 3 MB; scanned for viruses where the installation has a scanner',
    params: OneCase,
    body: AddDocument,
    bodyBytes: documentBodyBytes,
    async action({ body: { content, ...about }, ids }) {
      const documentId = ids.next();
      const file = Buffer.from(content, 'base64');
      if (!isOfMediaType(file, about.mediaType)) throw problemOf('documentNotOfItsKind');
      await desk.scanDocument(file);
      const bytes = file.length;
      return {
        command: { do: 'addDocument', documentId, kind: about.kind, bytes },
        records: [
          { recordId: contentOf(documentId), kind: 'documentContent', content },
          { recordId: documentId, kind: 'document', content: { ...about, bytes } },
        ],
      };
    },
  });
  http.route({
    method: 'get',
    path: '/cases/:caseId/documents/:documentId',
    summary: 'A document’s content; audited',
    roles: ['child-protection'],
    params: OneDocument,
    response: DocumentContent,
    async handler({ params: { caseId, documentId }, user }) {
      const { child } = await readable(desk, user, caseId);
      const ofCases = async (recordId: string, kind: RecordKind) => {
        const found = await Promise.all([caseId, ...child.joined].map((one) => desk.records.one(one, recordId)));
        const record = found.find((one) => one?.kind === kind);
        if (!record) throw problemOf('noSuchDocument');
        return record.content;
      };
      const { title, mediaType, content: inside } = DocumentRecord.parse(await ofCases(documentId, 'document'));
      const content = inside ?? z.string().parse(await ofCases(contentOf(documentId), 'documentContent'));
      await openToRead(desk, user, caseId, { what: 'document', purpose: `document:${documentId}` });
      return { documentId, title, mediaType, content };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/reports',
    summary: 'Make an information préoccupante to the CRIP; it leaves its trace',
    params: OneCase,
    body: MakeReport,
    action({ body: { channel, urgent, text }, ids }) {
      const reportId = ids.next();
      return {
        command: { do: 'report', reportId, channel, urgent },
        records: [{ recordId: reportId, kind: 'report', content: { text } }],
      };
    },
  });
  actRoute(http, desk, {
    path: '/cases/:caseId/reports/:reportId/acknowledged',
    summary: 'The CRIP has acknowledged a report',
    params: OneReport,
    action: ({ params }) => ({ command: { do: 'acknowledgeReport', reportId: params.reportId } }),
  });
}
