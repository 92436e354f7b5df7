import { loadDistrict } from '../seed.mjs';

const partners = {
  'pt-social': { name: 'Centre social d’exemple', profession: 'social', counselling: ['family', 'parenting', 'money'] },
  'pt-legal': { name: 'Accès au droit d’exemple', profession: 'legal', counselling: [] },
  'pt-psychological': {
    name: 'Écoute d’exemple',
    profession: 'psychological',
    counselling: ['couple', 'family', 'individual', 'parenting'],
  },
};
const teams = {
  'pe-valenciennes': [
    { workerId: 'demo-child-protection', name: 'Yasmine Petit', lead: false },
    { workerId: 'demo-child-lead', name: 'Farida Hamdi', lead: true },
  ],
  'pe-denain': [{ workerId: 'demo-child-denain', name: 'Thomas Leroy', lead: true }],
};
/** Places for violent spouses that one district has, in two sites. */
const placesOfASite = 3;

/**
 * What stands before a year can begin: houses, partners, teams and hosting sites, entered by the operator. A repeat does no
 * harm. Gives the hosting sites with their places.
 */
export async function setUp({ ask, key, issuer, capacityUrl, district, houses, scale, detail }) {
  const operator = (service, method, path, body, ...parts) =>
    ask({ as: 'operator', service, method, path, body, key: key('setup', path, ...parts) });
  const largest = [...district.communes].sort((one, other) => other.population - one.population);
  const [first, second = first] = largest.map(({ code }) => code);
  await loadDistrict({ issuer, capacityUrl, shelters: houses, env: {}, detail });
  for (const [partnerId, partner] of Object.entries(partners))
    await operator('victim-support', 'PUT', `/partners/${partnerId}`, { ...partner, commune: first });
  for (const [teamId, workers] of Object.entries(teams))
    await operator('child-followup', 'PUT', `/teams/${teamId}`, {
      name: `Protection de l’enfance, ${teamId}`,
      workers,
    });
  const sites = await sitesThere(operator);
  for (let number = 1; number <= 2 * scale; number++) {
    const siteId = `replay-site-${number}`;
    if (sites.some((one) => one.siteId === siteId)) continue;
    const places = Array.from({ length: placesOfASite }, (_, index) => ({ label: `Chambre ${index + 1}` }));
    const site = { siteId, name: `Résidence d’exemple ${number}`, commune: number % 2 === 0 ? first : second, places };
    sites.push(await operator('perpetrator-hosting', 'POST', '/sites', site, number));
  }
  return sites;
}

async function sitesThere(operator) {
  const found = [];
  for (let cursor = ''; cursor !== null;) {
    const path = `/sites?limit=100${cursor && `&cursor=${cursor}`}`;
    const { sites, nextCursor } = await operator('perpetrator-hosting', 'GET', path);
    found.push(...sites);
    cursor = nextCursor;
  }
  return found;
}
