const ask = (t, path, body, ...key) =>
  t.ask({ as: 'justice', service: 'perpetrator-hosting', path, body, key: t.key(...key) });
const inFile = (t, path, body) => ask(t, `/files/${t.id('file')}${path}`, body);
const measure = (t, kind) => `/measures/${t.id(`measure.${kind}`)}`;

/** What the justice side does in a file. */
export const penalActs = {
  async openFile({ body }, t) {
    t.ids.file = (await ask(t, '/files', body)).fileId;
  },
  assessFile: ({ assessment }, t) => inFile(t, '/assessments', { assessment }),
  async decideMeasure({ body }, t) {
    const { measures } = await inFile(t, '/decisions', body);
    t.ids[`measure.${body.kind}`] = measures.find(({ kind }) => kind === body.kind).measureId;
  },
  reportCompliance: ({ measure: kind, on, level }, t) => inFile(t, `${measure(t, kind)}/compliance`, { on, level }),
  async reportBreach({ measure: kind, breach, on, text }, t) {
    const { breaches } = await inFile(t, `${measure(t, kind)}/breaches`, { kind: breach, on, text });
    t.ids.breach = breaches.at(-1).breachId;
  },
  answerBreach: ({ as }, t) => inFile(t, `/breaches/${t.id('breach')}/answer`, { as }),
  withdrawConsent: (_, t) => inFile(t, `${measure(t, 'mediation')}/withdraw-consent`, {}),
  prolongMeasure: ({ measure: kind, until, grounds }, t) =>
    inFile(t, `${measure(t, kind)}/prolong`, { until, grounds, text: '' }),
  async setZone({ area, from, until }, t) {
    const { zones } = await inFile(t, '/zones', { area, from, until });
    t.ids.zone = zones[0].zoneId;
  },
  breachZone: ({ on }, t) => inFile(t, `/zones/${t.id('zone')}/breaches`, { on }),
  async holdHostingPlace(_, t) {
    const { siteId, holdId, token } = await freePlace(t);
    Object.assign(t.ids, { site: siteId, hold: holdId, token });
    await atSite(t, 'confirm');
  },
  arriveAtHosting: (_, t) => atSite(t, 'arrive'),
  leaveHosting: (_, t) => atSite(t, 'leave'),
  closeFile: ({ grounds, text }, t) => inFile(t, '/close', { grounds, text }),
};

const atSite = (t, step) =>
  ask(t, `/sites/${t.id('site')}/holds/${t.id('hold')}/${step}`, { token: t.id('token') }, step);

/** The first place that is free and lies in none of the person's zones. */
async function freePlace(t) {
  let last;
  // Each file begins its search at another site, so that many files do not all ask the first one.
  const begin = Number(t.story.replace(/\D/g, '')) % t.sites.length;
  for (const { siteId, places } of [...t.sites.slice(begin), ...t.sites.slice(0, begin)])
    for (const { placeId } of places) {
      try {
        const body = { placeId, fileId: t.id('file') };
        const { hold } = await ask(t, `/sites/${siteId}/holds`, body, 'hold', placeId);
        return { siteId, ...hold };
      } catch (error) {
        if (error.status !== 409 && error.status !== 422) throw error;
        last = error;
      }
    }
  throw last ?? new Error('there are no hosting sites');
}
