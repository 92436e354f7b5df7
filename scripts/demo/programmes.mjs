import { createAsk } from './ask.mjs';

/** The instant of an hour so many days from now. */
function at(days, hour) {
  const start = new Date();
  start.setDate(start.getDate() + days);
  start.setHours(hour, 0, 0, 0);
  return start.toISOString();
}
const session = (days, hour, minutes = 120) => ({ startsAt: at(days, hour), minutes });
const link = (label, url) => ({ label, url });
const stopSexism = link('Arrêtons les violences : 3919 et tchat', 'https://arretonslesviolences.gouv.fr/');

const programmes = [
  {
    key: 'college',
    programme: { kind: 'school', level: 'lowerSecondary', commune: '59606' },
    texts: { title: 'Égalité et respect, 4e B', place: 'Collège Watteau, Valenciennes', materials: [stopSexism] },
    sessions: [session(-9, 10), session(-2, 10), session(12, 10)],
    reached: [27, 26],
  },
  {
    key: 'lycee',
    programme: { kind: 'school', level: 'upperSecondary', commune: '59172' },
    texts: { title: 'Relations amoureuses : où commence la violence ?', place: 'Lycée Kastler, Denain' },
    sessions: [session(-5, 14), session(6, 14)],
    reached: [31],
  },
  {
    key: 'film',
    programme: { kind: 'public', form: 'film', commune: '59606' },
    texts: { title: 'Ciné-débat du 25 novembre', place: 'Médiathèque Simone-Veil' },
    sessions: [session(-1, 19, 150)],
    reached: [84],
  },
  {
    key: 'stand',
    programme: { kind: 'public', form: 'stand', commune: '59014' },
    texts: { title: 'Stand sur le marché d’Anzin', place: 'Place Roger-Salengro' },
    sessions: [session(4, 9, 180)],
    reached: [],
  },
  {
    key: 'group-men',
    programme: { kind: 'therapy', audience: 'men', commune: '59606', seats: 8 },
    texts: { title: 'Groupe de responsabilisation', place: 'Maison de la justice' },
    sessions: [session(-14, 18), session(-7, 18), session(0, 7), session(7, 18)],
    reached: [6, 7],
  },
  {
    key: 'group-women',
    programme: { kind: 'therapy', audience: 'women', commune: '59172', seats: 10 },
    texts: { title: 'Groupe de parole', place: 'Espace Écoute Denain' },
    sessions: [session(-6, 10), session(8, 10)],
    reached: [8],
  },
];
const people = [
  ['Aline Cattiaux', 'Hôpital de Valenciennes', 'health'],
  ['Mehdi Saïdi', 'Police municipale', 'police'],
  ['Béatrice Lannoy', 'CCAS d’Anzin', 'social'],
  ['Thomas Verhaeghe', 'Éducation nationale', 'education'],
];

/** Invented programmes around today; none where there are some already. */
export async function loadProgrammes(o) {
  const ask = await createAsk(o, 'abri-demo');
  if ((await ask('GET', '/series?limit=1')).series.length > 0) return 'programmes are there already';
  for (const { key, reached, ...plan } of programmes) {
    const { seriesId, sessions } = await ask('POST', '/series', plan, `demo-${key}`);
    for (const [index, count] of reached.entries())
      await ask(
        'POST',
        `/series/${seriesId}/sessions/${sessions[index].sessionId}/held`,
        { reached: count },
        `held-${key}-${index}`,
      );
    if (key === 'film')
      await ask(
        'POST',
        `/series/${seriesId}/sessions/${sessions[0].sessionId}/feedback`,
        { useful: [0, 1, 4, 20, 31], clear: [1, 0, 6, 22, 27], recommend: [0, 0, 5, 15, 36] },
        'feedback-film',
      );
  }
  const training = async (key, subject, title, sessions, seats) => {
    const place = 'Salle du tribunal judiciaire';
    const programme = { kind: 'training', subject, commune: '59606', seats };
    const { seriesId, ...view } = await ask(
      'POST',
      '/series',
      { programme, texts: { title, place }, sessions },
      `demo-${key}`,
    );
    for (const [index, [name, organisation, field]] of people.entries())
      await ask(
        'POST',
        `/series/${seriesId}/sign-ups`,
        { professional: { name, organisation }, field },
        `demo-${key}-${index}`,
      );
    return { seriesId, sessions: view.sessions };
  };
  const past = await training(
    'past',
    'reception',
    'Accueillir la parole',
    [session(-16, 9, 360), session(-15, 9, 360)],
    12,
  );
  const { participants } = await ask('GET', `/series/${past.seriesId}`);
  const all = participants.map(({ participantId }) => participantId);
  for (const [index, attended] of [all, all.slice(0, 3)].entries())
    await ask(
      'POST',
      `/series/${past.seriesId}/sessions/${past.sessions[index].sessionId}/attendance`,
      { attended },
      `there-${index}-past`,
    );
  await ask('POST', `/series/${past.seriesId}/complete`, {}, 'demo-complete-past');
  await training('next', 'detection', 'Repérer les violences au sein du couple', [session(10, 9, 360)], 3);
  return `${programmes.length + 2} programmes loaded`;
}
