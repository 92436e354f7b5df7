import { createAsk } from './ask.mjs';

const day = 24 * 3_600_000;

/** Two invented hosting sites and a few files; none where there are files already. */
export async function loadMeasures(o) {
  const operator = await createAsk(o, 'abri-seed');
  const justice = await createAsk(o, 'abri-demo');
  for (const [agencyId, name, kind] of [
    ['ag-parquet', 'Parquet de Valenciennes', 'prosecution'],
    ['ag-spip', 'Service pénitentiaire d’insertion et de probation', 'probation'],
  ])
    await operator('PUT', `/agencies/${agencyId}`, { name, kind });
  if ((await justice('GET', '/files?scope=all&limit=1')).files.length > 0) return 'penal files are there already';

  const dayIn = (days) => new Date(Date.now() + days * day).toISOString().slice(0, 10);
  const site = (name, commune, labels, key) =>
    operator('POST', '/sites', { name, commune, places: labels.map((label) => ({ label })) }, `demo-site-${key}`);
  const forge = await site('Résidence de la Forge', '59172', ['Chambre 1', 'Chambre 2', 'Studio'], 'forge');
  await site('Foyer du Canal', '59153', ['Chambre A', 'Chambre B'], 'canal');

  const answers = (...yes) => ({
    instrument: 'abri-short-1',
    answers: Object.fromEntries(yes.map((question) => [question, 'yes'])),
  });
  const open = (givenName, familyName, birthDate, assessment, door = 'prosecutor') =>
    justice(
      'POST',
      '/files',
      {
        identity: { givenName, familyName, birthDate, prosecutorReference: `PR-${birthDate.slice(0, 4)}` },
        door,
        assessment,
      },
      `demo-file-${familyName.toLowerCase()}`,
    );
  const on =
    ({ fileId }) =>
    (path, body, key) =>
      justice('POST', `/files/${fileId}${path}`, body, `demo-${fileId.slice(0, 10)}-${key}`);
  const decision = (kind, days, more = {}) => ({
    kind,
    from: dayIn(0),
    until: dayIn(days),
    grounds: 'prosecutorInstructs',
    ...more,
  });

  const bruno = await open('Bruno', 'Carpentier', '1981-06-03', answers('strangulation', 'threatToKill', 'separation'));
  const brunos = on(bruno);
  const hosting = {
    conditions: ['noContact', 'leaveHome', 'programmeForPerpetrators'],
    text: 'Le temps de l’enquête.',
  };
  await brunos('/decisions', decision('hosting', 120, hosting), 'hosting');
  await brunos('/zones', { area: { commune: '59606', radiusKm: 3 }, from: dayIn(0), until: dayIn(120) }, 'zone');
  const place = { placeId: forge.places[0].placeId, fileId: bruno.fileId };
  const { hold } = await justice('POST', `/sites/${forge.siteId}/holds`, place, 'demo-hold-bruno');
  for (const step of ['confirm', 'arrive'])
    await justice(
      'POST',
      `/sites/${forge.siteId}/holds/${hold.holdId}/${step}`,
      { token: hold.token },
      `demo-${step}-bruno`,
    );

  const karim = await open(
    'Karim',
    'Vanhoutte',
    '1990-02-17',
    answers('escalation', 'substance', 'suicideThreat'),
    'court',
  );
  const karims = on(karim);
  const view = await karims(
    '/decisions',
    decision('probation', 180, { conditions: ['treatment', 'noAlcohol'] }),
    'probation',
  );
  const missed = { kind: 'missedAppointment', on: dayIn(0), text: 'Absent au rendez-vous, sans prévenir.' };
  await karims(`/measures/${view.measures[0].measureId}/breaches`, missed, 'breach');

  await open('Denis', 'Lambert', '1975-09-29', answers('substance'), 'police');
  return '2 hosting sites and 3 penal files loaded';
}
