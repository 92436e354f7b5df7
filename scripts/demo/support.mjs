import { createAsk } from './ask.mjs';

const partners = [
  ['pt-social', 'Centre social des Deux Rives', 'social', '59606', ['family', 'parenting', 'money']],
  ['pt-legal', 'Permanence d’accès au droit du Hainaut', 'legal', '59606', []],
  ['pt-psychological', 'Espace Écoute Denain', 'psychological', '59172', ['couple', 'family', 'individual']],
  ['pt-medical', 'Unité médico-judiciaire de Valenciennes', 'medical', '59606', ['addiction']],
  ['pt-hotline', 'Écoute téléphonique du district', 'social', '59606', []],
  ['pt-tilleuls', 'Les Tilleuls, équipe éducative', 'social', '59606', []],
  ['pt-police', 'Commissariat de Valenciennes, brigade de protection', 'police', '59606', []],
];
const day = 24 * 3_600_000;

/** Invented partners, and a few cases of `pt-social`; none where that partner has cases already. */
export async function loadSupport(o) {
  const operator = await createAsk(o, 'abri-seed');
  for (const [partnerId, name, profession, commune, counselling] of partners)
    await operator('PUT', `/partners/${partnerId}`, { name, profession, commune, counselling });
  const ask = await createAsk(o, 'abri-demo');
  const worker = (method, path, body, key) => ask(method, path, body && { as: 'pt-social', ...body }, key);
  if ((await worker('GET', '/cases?limit=1')).cases.length > 0) return 'support cases are there already';

  const at = (ms) => new Date(Date.now() + ms).toISOString();
  const dayIn = (days) => at(days * day).slice(0, 10);
  const person = (givenName, familyName, birthDate, more = {}) => ({
    identity: { givenName, familyName, birthDate, sex: 'female', ...more },
    category: 'woman',
    door: 'violence',
    openedBy: 'self',
    consent: { until: at(180 * day) },
  });
  const asked = { instrument: 'abri-at-home', version: 1 };
  const answers = { say: 'rarely', quarrels: 'often', belittled: 'often', frightened: 'atTimes', goHome: 'unsure' };
  const { screeningId } = await worker('POST', '/screenings', { ...asked, answers }, 'demo-screening-1');
  await worker('POST', '/screenings', { ...asked, answers: { say: 'yes', goHome: 'yes' } }, 'demo-screening-2');

  const nora = await worker(
    'POST',
    '/cases',
    {
      ...person('Nora', 'Delcourt-Amrani', '1991-03-14', {
        phone: '06 00 00 00 01',
        safeContact: 'SMS le matin, jamais d’appel le soir',
      }),
      openedBy: 'screening',
      screeningId,
    },
    'demo-case-nora',
  );
  const on = (caseId) => (path, body, key) =>
    worker('POST', `/cases/${caseId}${path}`, body, `demo-${caseId.slice(0, 8)}-${key}`);
  const norasCase = on(nora.caseId);
  await norasCase('/consents', { partnerId: 'pt-legal', until: at(90 * day) }, 'legal');
  await norasCase('/consents', { partnerId: 'pt-psychological', until: at(60 * day) }, 'psychological');
  const legal = await norasCase(
    '/goals',
    { profession: 'legal', text: 'Obtenir une ordonnance de protection' },
    'goal-1',
  );
  const goalId = legal.goals[0].goalId;
  const step = (partnerId, days, text) => ({ partnerId, dueOn: dayIn(days), text });
  await norasCase(`/goals/${goalId}/steps`, step('pt-legal', 5, 'Préparer la requête au juge'), 'step-1');
  await norasCase(
    `/goals/${goalId}/steps`,
    step('pt-social', 2, 'Réunir les certificats et les attestations'),
    'step-2',
  );
  const home = await norasCase('/goals', { profession: 'social', text: 'Un logement à mon nom' }, 'goal-2');
  const homeGoal = home.goals.find(({ profession }) => profession === 'social').goalId;
  await norasCase(`/goals/${homeGoal}/steps`, step('pt-social', -3, 'Déposer la demande de logement social'), 'step-3');
  const atTen = (days) => {
    const start = new Date();
    start.setDate(start.getDate() + days);
    start.setHours(10, 0, 0, 0);
    return start.toISOString();
  };
  const meeting = (partnerId, kind, days, text) => ({
    partnerId,
    kind,
    startsAt: atTen(days),
    minutes: 60,
    remindHours: 36,
    text,
  });
  await norasCase('/appointments', meeting('pt-social', 'office', 1, 'Avec les papiers du logement'), 'meeting-1');
  await norasCase('/appointments', meeting('pt-legal', 'court', 9, ''), 'meeting-2');
  await norasCase(
    '/notes',
    { text: 'Préfère être appelée par son prénom. Les enfants sont à l’école jusqu’à 16 h 30.' },
    'note',
  );
  const plan = {
    warningSigns: ['Quand il boit avant le repas', 'Quand il cherche mon téléphone'],
    safePlaces: ['Chez ma sœur, par la porte du jardin'],
    peopleToCall: ['Ma sœur', 'La voisine du 2e'],
    codeWord: 'Tu as bien fermé la voiture ?',
    bag: ['Papiers d’identité et carnets de santé', 'Clés en double', 'Un peu d’argent'],
    children: ['Ils savent aller chez la voisine'],
    afterwards: ['Appeler le 3919 ou Lucie au centre social'],
  };
  await norasCase('/safety-plan', { plan }, 'safety');

  const family = {
    ...person('Sandrine', 'Lemoine', '1984-11-02'),
    door: 'everyday',
    counselling: { kind: 'couple', partnerId: 'pt-psychological', until: at(90 * day) },
  };
  await worker('POST', '/cases', family, 'demo-case-sandrine');
  await worker('POST', '/cases', person('Fatou', 'Diarra', '1998-07-21', { language: 'fr' }), 'demo-case-fatou');
  await worker(
    'POST',
    '/cases',
    { ...person('Julien', 'Wattrelos', '1979-01-30', { sex: 'male' }), category: 'man', openedBy: 'hospital' },
    'demo-case-julien',
  );
  const emma = { ...person('Emma', 'Delcourt', '2012-05-09'), category: 'child', openedBy: 'school' };
  await worker('POST', '/cases', emma, 'demo-case-emma');
  const closed = await worker(
    'POST',
    '/cases',
    person('Maria', 'Kowalska', '1969-09-17', { language: 'pl' }),
    'demo-case-maria',
  );
  await on(closed.caseId)('/close', { reason: 'goalsReached' }, 'close');
  return `${partners.length} partners and 6 support cases loaded`;
}
