import type { AllServices, Answer, Method, Who } from './all-services.js';

export const lead: Who = { roles: ['child-protection'], teams: ['east'], subject: 'lead' };
export const social: Who = { roles: ['support'], teams: ['pt-social'] };
export const judge: Who = { roles: ['justice'], subject: 'judge' };
export const leader: Who = { roles: ['programmes'] };
export const operator: Who = { roles: ['operator'] };

/** Asks and expects it to be taken; throws with what was said. */
export const taking =
  (all: AllServices) =>
  async (service: string, who: Who, method: Method, path: string, body?: unknown, key?: string): Promise<Answer> => {
    const answer = await all.ask(service, who, method, path, body, key);
    if (answer.status >= 300) throw new Error(`${service} ${method} ${path}: ${answer.status} ${answer.text}`);
    return answer;
  };
type Take = ReturnType<typeof taking>;

/** Somebody whose data a service keeps, with words in every field in which a person can be told. */
export interface Subject {
  service: string;
  who: Who;
  /** What nobody may find any more. */
  words: readonly string[];
  /** The names under which searching finds them. */
  names: readonly string[];
  /** Enters everything about the person; gives the id under which they are kept. */
  enter(take: Take): Promise<string>;
  /** Every way in which they are shown: answers whose text may hold them. */
  shown(ask: AllServices['ask'], id: string): Promise<string[]>;
  erase(ask: AllServices['ask'], id: string): Promise<Answer>;
}

const day = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * day).toISOString();
const idIn = (value: unknown): string => {
  if (typeof value !== 'string') throw new Error('the answer holds no id');
  return value;
};
const texts = (answers: readonly Answer[]) => answers.map(({ text }) => text);

const child: Subject = {
  service: 'child-followup',
  who: lead,
  words: [
    'Zéphyrine',
    'Wauquezquelle',
    'Przybylska',
    '2016-04-23',
    '0698765432',
    'Hildegarde',
    'Tournebride',
    'nounours violet',
    'ecchymoses en forme',
    'Carnet de santé rouge',
  ],
  names: ['Zéphyrine Wauquezquelle', 'Krystyna Przybylska'],
  async enter(take) {
    await take('child-followup', operator, 'PUT', '/teams/east', {
      name: 'East',
      workers: [{ workerId: 'lead', name: 'A lead', lead: true }],
    });
    const { body } = await take('child-followup', lead, 'POST', '/cases', {
      referrer: 'school',
      child: { sex: 'girl', ageYears: 9 },
      danger: 'severe',
      team: 'east',
      identity: {
        givenNames: 'Zéphyrine',
        familyName: 'Wauquezquelle',
        otherNames: ['Krystyna Przybylska'],
        birthDate: '2016-04-23',
        safeParent: { name: 'Hildegarde Wauquezquelle', phone: '0698765432' },
        school: 'École Tournebride',
      },
    });
    const caseId = idIn((body.case as { caseId?: unknown } | undefined)?.caseId);
    const content = Buffer.from('Carnet de santé rouge de Zéphyrine').toString('base64');
    const areas = ['fear', 'sleep', 'mood', 'anger', 'body', 'school', 'ties'].map((area) => [area, 1]);
    for (const [path, step] of [
      ['notes', { text: 'Garde un nounours violet.' }],
      ['documents', { kind: 'medical', title: 'Carnet de santé rouge', mediaType: 'text/plain', content }],
      ['reports', { channel: 'form', urgent: true, text: 'ecchymoses en forme de main' }],
      ['assessments', { instrument: 'abri-child-look-1', scores: Object.fromEntries(areas) as object }],
    ] as const)
      await take('child-followup', lead, 'POST', `/cases/${caseId}/${path}`, step);
    return caseId;
  },
  async shown(ask, caseId) {
    const get = (path: string) => ask('child-followup', lead, 'GET', path);
    const search = (part: string) => ask('child-followup', lead, 'POST', '/cases/search', { part });
    return texts([
      ...(await Promise.all(
        [`/cases/${caseId}`, '/cases', '/worklist?scope=team', '/hand-overs', '/exports/cases'].map(get),
      )),
      ...(await Promise.all(['wauquez', 'przyb'].map(search))),
    ]);
  },
  erase: (ask, caseId) => ask('child-followup', lead, 'POST', `/cases/${caseId}/erasure`),
};

const victim: Subject = {
  service: 'victim-support',
  who: social,
  words: [
    'Quitterie',
    'Desrumaux-Zwingelstein',
    '1987-11-30',
    '06 44 33 22 11',
    'derrière la boulangerie',
    'ordonnance de Quitterie',
    'chercher les clefs',
    'sac sous l’escalier',
    'appelle sa marraine',
  ],
  names: ['Quitterie Desrumaux-Zwingelstein'],
  async enter(take) {
    const partner = { name: 'Association', profession: 'social', commune: '59606', counselling: [] };
    await take('victim-support', operator, 'PUT', '/partners/pt-social', partner);
    const { body } = await take('victim-support', social, 'POST', '/cases', {
      identity: {
        givenName: 'Quitterie',
        familyName: 'Desrumaux-Zwingelstein',
        birthDate: '1987-11-30',
        sex: 'female',
        phone: '06 44 33 22 11',
        safeContact: 'Le matin derrière la boulangerie',
      },
      category: 'woman',
      door: 'violence',
      openedBy: 'self',
      consent: { until: inDays(60) },
    });
    const caseId = idIn(body.caseId);
    const on = (path: string, step: object, method: Method = 'POST') =>
      take('victim-support', social, method, `/cases/${caseId}/${path}`, step);
    const goal = await on('goals', { profession: 'legal', text: 'Une ordonnance de Quitterie' });
    const { goalId } = (goal.body.goals as { goalId: string }[])[0] ?? {};
    await on(`goals/${goalId}/steps`, {
      partnerId: 'pt-social',
      dueOn: inDays(3).slice(0, 10),
      text: 'Aller chercher les clefs',
    });
    await on('appointments', {
      partnerId: 'pt-social',
      kind: 'phone',
      startsAt: inDays(2),
      minutes: 30,
      text: 'Quitterie appelle',
    });
    await on('notes', { text: 'Elle appelle sa marraine.' });
    const empty = { warningSigns: [], safePlaces: [], peopleToCall: [], children: [], afterwards: [] };
    await on('safety-plan', { plan: { ...empty, bag: ['Le sac sous l’escalier'] } });
    return caseId;
  },
  async shown(ask, caseId) {
    const get = (path: string) => ask('victim-support', social, 'GET', path);
    return texts([
      ...(await Promise.all([`/cases/${caseId}`, '/cases', '/cases?state=closed', '/agenda?days=60'].map(get))),
      await ask('victim-support', social, 'POST', '/cases/search', { part: 'zwingel' }),
    ]);
  },
  erase: (ask, caseId) => ask('victim-support', social, 'POST', `/cases/${caseId}/erase`, {}),
};

const perpetrator: Subject = {
  service: 'perpetrator-hosting',
  who: judge,
  words: [
    'Théodule',
    'Vandewoestyne',
    '1979-02-14',
    '06 77 88 99 00',
    'PR-ZWIN-77',
    'rôde en mobylette',
    'au motif de la mobylette',
  ],
  names: ['Théodule Vandewoestyne'],
  async enter(take) {
    const { body } = await take('perpetrator-hosting', judge, 'POST', '/files', {
      identity: {
        givenName: 'Théodule',
        familyName: 'Vandewoestyne',
        birthDate: '1979-02-14',
        phone: '06 77 88 99 00',
        prosecutorReference: 'PR-ZWIN-77',
      },
      door: 'police',
      assessment: { instrument: 'abri-short-1', answers: { stalking: 'yes' } },
    });
    const fileId = idIn(body.fileId);
    await take('perpetrator-hosting', judge, 'POST', `/files/${fileId}/notes`, { text: 'Il rôde en mobylette.' });
    const closing = { grounds: 'complied', text: 'Clos au motif de la mobylette' };
    await take('perpetrator-hosting', judge, 'POST', `/files/${fileId}/close`, closing);
    return fileId;
  },
  async shown(ask, fileId) {
    const get = (path: string) => ask('perpetrator-hosting', judge, 'GET', path);
    return texts([
      ...(await Promise.all([`/files/${fileId}`, '/files?scope=all', '/files?scope=all&state=closed'].map(get))),
      await ask('perpetrator-hosting', judge, 'POST', '/files/search', { part: 'woestyn' }),
    ]);
  },
  erase: (ask, fileId) => ask('perpetrator-hosting', judge, 'POST', `/files/${fileId}/erase`, {}),
};

/** The id of a participant holds the series, too: both are needed to reach them. */
const professional: Subject = {
  service: 'programmes',
  who: leader,
  words: ['Gontran', 'Delplancq-Ouzbek', 'Cabinet des Tilleuls Bleus'],
  names: [],
  async enter(take) {
    const { body } = await take('programmes', leader, 'POST', '/series', {
      programme: { kind: 'training', subject: 'detection', commune: '59606', seats: 8 },
      texts: { title: 'Une formation', place: 'Une salle', materials: [] },
      sessions: [{ startsAt: inDays(5), minutes: 120 }],
    });
    const person = { name: 'Gontran Delplancq-Ouzbek', organisation: 'Cabinet des Tilleuls Bleus' };
    const signUp = { professional: person, field: 'health' };
    const { body: after } = await take('programmes', leader, 'POST', `/series/${idIn(body.seriesId)}/sign-ups`, signUp);
    const [participant] = after.participants as { participantId: string }[];
    return `${idIn(body.seriesId)}/sign-ups/${idIn(participant?.participantId)}`;
  },
  async shown(ask, id) {
    const series = `/series/${id.split('/')[0]}`;
    return texts(await Promise.all([series, '/series'].map((path) => ask('programmes', leader, 'GET', path))));
  },
  erase: (ask, id) => ask('programmes', leader, 'POST', `/series/${id}/erase`, {}),
};

export const subjects: readonly Subject[] = [child, victim, perpetrator, professional];
