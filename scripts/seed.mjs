/**
 * Registers the district's invented shelters, once: those that capacity does not have yet, and none at all where it has
 * only other ones. A repeat, or one after a crash half way, does no harm. Needs a client of the issuer with the role
 * operator (`abri-seed` of the development issuer unless ABRI_SEED_CLIENT_ID and ABRI_SEED_CLIENT_SECRET say otherwise).
 */
export async function loadDistrict({ issuer, capacityUrl, shelters, env, detail }) {
  const token = await operatorToken(issuer, env);
  if (!token) return 'left out: set ABRI_SEED_CLIENT_ID and ABRI_SEED_CLIENT_SECRET for the issuer that you gave';
  const call = async (method, headers, body) => {
    const answer = await fetch(new URL('/shelters', capacityUrl), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      signal: AbortSignal.timeout(20_000),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    if (answer.ok) return answer.json();
    throw new Error(`capacity refused ${method} /shelters: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
  };
  const present = (await call('GET', {})).shelters.map(({ shelterId }) => shelterId);
  const missing = sheltersToRegister(present, shelters);
  if (missing.length > 0) detail(`registering ${missing.length} shelters`);
  for (const shelter of missing) await call('POST', { 'idempotency-key': `seed-${shelter.shelterId}` }, shelter);
  const units = shelters.reduce((sum, shelter) => sum + shelter.units.length, 0);
  if (missing.length > 0) return `${missing.length} shelters loaded (${units} units in all)`;
  return `${present.length} shelters are there already`;
}

/** Those of the seed that are still missing; none where there are shelters and not one of them is of the seed. */
export function sheltersToRegister(presentIds, seed) {
  const present = new Set(presentIds);
  const missing = seed.filter(({ shelterId }) => !present.has(shelterId));
  return present.size > 0 && missing.length === seed.length ? [] : missing;
}

async function operatorToken(issuer, env) {
  const own = Boolean(env.OIDC_ISSUER);
  const id = env.ABRI_SEED_CLIENT_ID || (own ? '' : 'abri-seed');
  const secret = env.ABRI_SEED_CLIENT_SECRET || (own ? '' : 'development-only-seed');
  if (!id || !secret) return undefined;
  const discovered = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const { token_endpoint: endpoint } = await discovered.json();
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString('base64')}`,
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: env.OIDC_AUDIENCE || 'urn:abri' }),
  });
  if (!answer.ok) throw new Error(`the issuer refused the client ${id} (${answer.status})`);
  return (await answer.json()).access_token;
}
