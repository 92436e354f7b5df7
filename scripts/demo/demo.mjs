import { tokenOf } from './ask.mjs';
import { loadChildren } from './children.mjs';
import { loadMeasures } from './measures.mjs';
import { loadProgrammes } from './programmes.mjs';
import { loadSafety } from './safety.mjs';
import { loadSupport } from './support.mjs';

/** What each service is shown with, by the service's name, in this order: the last one ties to what the others loaded. */
const loaders = {
  'perpetrator-hosting': loadMeasures,
  'victim-support': loadSupport,
  programmes: loadProgrammes,
  'child-followup': loadChildren,
  matching: loadSafety,
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
      const urlOf = (other) => services[other].url;
      said.push(await load({ url: urlOf(name), urlOf, tokenOf: (client) => tokenOf(issuer, client) }));
    } catch (error) {
      said.push(`${name}: left out (${error.message})`);
    }
  }
  return said.join(', ') || 'nothing to load';
}
