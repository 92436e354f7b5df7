/** What a person needs to know when everything is up: where to go, who can sign in, which parts run, how it ends. */
export async function welcome({ urls, mongo, brokers, logDir }) {
  const accounts = urls['dev-issuer'] ? await demoAccounts() : [];
  const lacks = mongo.lacks.length > 0 ? ` (it cannot do: ${mongo.lacks.join(', ')})` : '';
  return [
    '',
    `  Abri is up:  ${urls.gateway}`,
    '',
    ...accounts.map(({ email, roles }) => `    ${email.padEnd(28)} ${roles.join(', ')}`),
    ...(accounts.length > 0 ? [`    password of all of them: ${accounts[0].password}`, ''] : []),
    `  Database: ${mongo.title}${lacks}`,
    `  Kafka: ${brokers}`,
    `  Logs: ${logDir}`,
    '',
    '  Ctrl-C stops everything; the data stay (npm start -- --fresh empties them).',
    '',
  ].join('\n');
}

async function demoAccounts() {
  const { demoAccounts: accounts, demoPassword: password } = await import('../services/dev-issuer/dist/accounts.js');
  return accounts.map((account) => ({ ...account, password }));
}
