/** An access token of one of the development issuer's programs: `abri-seed` (operator) or `abri-demo` (all other roles). */
export async function tokenOf(issuer, client) {
  const { token_endpoint: endpoint } = await (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  const secret = client.replace('abri-', 'development-only-');
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: 'urn:abri' }),
  });
  if (!answer.ok) throw new Error(`the issuer refused the client ${client} (${answer.status})`);
  return (await answer.json()).access_token;
}

/** Asks a service as one of these programs. Throws with what the service said. */
export async function createAsk({ url, tokenOf: tokenFor }, client) {
  const authorization = `Bearer ${await tokenFor(client)}`;
  return async (method, path, body, key) => {
    const answer = await fetch(url + path, {
      method,
      headers: { authorization, 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
      signal: AbortSignal.timeout(20_000),
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 300)}`);
    return text ? JSON.parse(text) : undefined;
  };
}
