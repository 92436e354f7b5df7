import { createAsk } from './ask.mjs';

const teams = {
  'pe-valenciennes': {
    name: 'Protection de l’enfance, Valenciennes',
    workers: [
      { workerId: 'demo-child-protection', name: 'Yasmine Petit', lead: false },
      { workerId: 'demo-child-lead', name: 'Farida Hamdi', lead: true },
    ],
  },
  'pe-denain': {
    name: 'Protection de l’enfance, Denain',
    workers: [{ workerId: 'demo-child-denain', name: 'Thomas Leroy', lead: true }],
  },
};
const day = 86_400_000;
const areas = ['fear', 'sleep', 'mood', 'anger', 'body', 'school', 'ties'];

/** The two teams, and a few invented cases of `pe-valenciennes`; none where it has cases already. */
export async function loadChildren(o) {
  const operator = await createAsk(o, 'abri-seed');
  for (const [teamId, team] of Object.entries(teams)) await operator('PUT', `/teams/${teamId}`, team);
  const worker = await createAsk(o, 'abri-demo');
  if ((await worker('GET', '/cases?limit=1')).cases.length > 0) return 'children’s cases are there already';

  const at = (days) => new Date(Date.now() + days * day).toISOString();
  const open = async (name, referrer, sex, ageYears, danger, identity) => {
    const body = { referrer, child: { sex, ageYears }, danger, team: 'pe-valenciennes', identity };
    const view = await worker('POST', '/cases', body, `demo-child-${name}`);
    return (path, step, key, method = 'POST') =>
      worker(method, `/cases/${view.case.caseId}${path}`, step, `demo-child-${name}-${key}`);
  };
  const assessed = (scores) => ({
    instrument: 'abri-child-look-1',
    scores: Object.fromEntries(areas.map((area, index) => [area, scores[index]])),
  });
  const given = (assignee) => ({ assignee });

  const chloe = await open('chloe', 'school', 'girl', 8, 'severe', {
    givenNames: 'Chloé',
    familyName: 'Delcourt-Amrani',
    otherNames: ['Chloe Amrani'],
    birthDate: '2018-02-11',
    safeParent: { name: 'Nora Delcourt-Amrani', phone: '06 00 00 00 01' },
    school: 'École du Faubourg',
  });
  await chloe('/tasks/t1/assignee', given('demo-child-protection'), 'take-1', 'PUT');
  await chloe('/tasks/t1/done', undefined, 'done-1');
  await chloe('/tasks/t3/assignee', given('demo-child-protection'), 'take-3', 'PUT');
  await chloe('/notes', { text: 'Dessine volontiers. Ne veut pas rentrer seule de l’école.' }, 'note');
  await chloe('/assessments', assessed([3, 3, 2, 1, 2, 2, 1]), 'look-1');
  await chloe('/assessments', assessed([2, 2, 2, 1, 1, 1, 1]), 'look-2');
  const late = { kind: 'safeParentMeeting', who: 'socialWorker', dueAt: at(-0.5), assignee: 'demo-child-protection' };
  await chloe('/tasks', late, 'late');

  const adam = await open('adam', 'hospital', 'boy', 4, 'extreme', {
    givenNames: 'Adam',
    familyName: 'Diarra',
    otherNames: [],
    birthDate: '2022-06-30',
    safeParent: { name: 'Fatou Diarra' },
  });
  const report = { channel: 'form', urgent: true, text: 'Ecchymoses au bras, l’enfant se tait en présence du père.' };
  await adam('/reports', report, 'report');
  await adam('/tasks', { kind: 'health', who: 'nurse', dueAt: at(-2), assignee: null }, 'late');

  // The same child, written another way by the police: the page proposes to join the two.
  await open('adam-again', 'police', 'boy', 4, 'severe', {
    givenNames: 'Adama',
    familyName: 'Diara',
    otherNames: [],
    birthDate: '2022-06-30',
  });
  const lea = await open('lea', 'court', 'girl', 14, 'increased', {
    givenNames: 'Léa',
    familyName: 'Lemoine',
    otherNames: [],
    birthDate: '2011-12-05',
  });
  await lea('/hand-over', { to: 'pe-denain' }, 'hand-over');
  await open('unnamed', 'hotline', 'boy', 11, 'variable', undefined);
  return `${Object.keys(teams).length} teams and 5 children’s cases loaded`;
}
