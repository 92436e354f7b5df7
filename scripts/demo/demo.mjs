import { tokenOf } from './ask.mjs';
import { loadChildren } from './children.mjs';
import { loadMeasures } from './measures.mjs';
import { loadProgrammes } from './programmes.mjs';
import { loadSupport } from './support.mjs';

/** What each service that keeps people's cases is shown with; by the service's name. */
const loaders = {
  'perpetrator-hosting': loadMeasures,
  'victim-support': loadSupport,
  programmes: loadProgrammes,
  'child-followup': loadChildren,
};

/**
 * Loads invented people and events for the demonstration, once, into the services that are there. Only with the
 * development issuer: with an issuer of one's own the data are one's own too. What fails is said and left out.
 */
export async function loadDemo({ issuer, services, names, env, detail }) {
  if (env.OIDC_ISSUER) return 'left out: the issuer is not the development one';
  const said = [];
  for (const [name, load] of Object.entries(loaders)) {
    if (!names.includes(name)) continue;
    detail(name);
    try {
      said.push(await load({ url: services[name].url, tokenOf: (client) => tokenOf(issuer, client) }));
    } catch (error) {
      said.push(`${name}: left out (${error.message})`);
    }
  }
  return said.join(', ') || 'nothing to load';
}
