import { createAsk } from './ask.mjs';

const patienceMs = 30_000;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** Asks until matching knows the shelters that have just been registered. Throws with what it said last. */
async function whenThere(ask) {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (Date.now() > end) throw error;
      await pause(250);
    }
  }
}

/**
 * An invented household in a flat, and one that asks for a place, both tied to the zone of a hosted person by link codes:
 * what the safety loop is about. Neither is in danger: the flat lies outside the zone. None where there are requests already.
 */
export async function loadSafety(o) {
  const matching = await createAsk(o, 'abri-demo');
  const hosting = await createAsk({ ...o, url: o.urlOf('perpetrator-hosting') }, 'abri-demo');
  const states = 'choosing,waiting,offered,accepted,placed,ended';
  if ((await matching('GET', `/placements?limit=1&state=${states}`)).requests.length > 0)
    return 'placement requests are there already';

  const zone = await zoneOfHosted(hosting);
  if (!zone) return 'no zone to link a case to';
  const household = (children) => ({
    mode: 'choose',
    household: { adults: [{ sex: 'woman', pregnant: false }], children },
    needs: { stepFree: false, pets: 0, languages: [], equipment: [] },
    surroundings: { minimumDistanceKm: 0, avoid: [], callerCommune: zone.commune },
    assessment: { instrument: 'abri-short-1', answers: { escalation: 'yes', separation: 'yes', stalking: 'yes' } },
  });
  const request = (key, children) =>
    whenThere(() => matching('POST', '/placements', household(children), `demo-safety-${key}`));
  const on =
    ({ requestId }) =>
    (step, body, key) =>
      matching('POST', `/placements/${requestId}/${step}`, body, `demo-safety-${key}`);
  const link = async (requested, key) => {
    const { code } = await on(requested)('link-codes', {}, `code-${key}`);
    await hosting('POST', `/files/${zone.fileId}/zones/${zone.zoneId}/links`, { code }, `demo-safety-link-${key}`);
  };

  const placed = await request('placed', [
    { sex: 'girl', ageYears: 8 },
    { sex: 'boy', ageYears: 5 },
  ]);
  // A flat far from the zone that takes everybody: nobody has to answer.
  await whenThere(() => on(placed)('choose', { shelterId: 'sh-coquelicots' }, 'choose'));
  await on(placed)('confirm', {}, 'confirm');
  await link(placed, 'placed');

  await link(await request('home', [{ sex: 'girl', ageYears: 3 }]), 'home');
  return 'two households linked to a zone loaded';
}

/** A zone in force of somebody who is hosted away, as `measures.mjs` made one. */
async function zoneOfHosted(hosting) {
  const { files } = await hosting('GET', '/files?scope=all&limit=20');
  for (const { fileId } of files) {
    const { zones } = await hosting('GET', `/files/${fileId}`);
    const found = zones.find(({ state, hostedAway }) => state === 'inForce' && hostedAway);
    if (found) return { fileId, zoneId: found.zoneId, commune: found.area.commune };
  }
  return undefined;
}
