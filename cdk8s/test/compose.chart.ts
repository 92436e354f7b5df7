import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { services } from '../src/services.js';
import { chartFiles } from '../src/write-chart.js';

interface ComposeService {
  image: string;
  build?: { target: string };
  environment?: Record<string, string>;
  volumes?: string[];
  secrets?: string[];
  networks?: string[] | Record<string, unknown>;
  depends_on?: Record<string, unknown>;
}
interface Compose {
  services: Record<string, ComposeService>;
  volumes: Record<string, unknown>;
  secrets: Record<string, { file: string }>;
}
const root = path.join(__dirname, '..', '..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const compose = parse(read('compose.yaml'), { merge: true }) as Compose;
const ours = Object.entries(compose.services).filter(([, { build }]) => build);

it('fits the schema of the compose specification', () => {
  // Words about a field may be of a kind that this validator does not know; its structure is what counts.
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const { $schema: _, ...schema } = JSON.parse(read('cdk8s/test/compose-spec.json')) as Record<string, unknown>;
  const validate = ajv.compile(schema);
  expect(validate(compose) ? [] : validate.errors).toEqual([]);
  expect(validate({ services: { a: { imagine: 'x' } } })).toBe(false);
});

it('builds every service from a target that the Dockerfile has, and starts no other', () => {
  const targets = [...read('Dockerfile').matchAll(/^FROM runtime AS (\S+)$/gm)].map(([, name]) => name);
  expect(targets.sort()).toEqual(services.map(({ name }) => name).sort());
  expect(ours.map(([name]) => name).sort()).toEqual([...services.map(({ name }) => name), 'topics'].sort());
  for (const [, { build }] of ours) expect(targets).toContain(build?.target);
});

it.each(services)('gives $name what the chart gives it', ({ name, port }) => {
  const template = chartFiles()[`templates/${name}.yaml`] ?? '';
  const given = Object.keys(compose.services[name]?.environment ?? {});
  // Not on a laptop: TLS, and passwords of Kafka; by default: what the image sets, any strength of a sign-in, no virus scanner,
  // and nobody in front of the door.
  const elsewhere =
    /^(KAFKA_(TLS|CA|CERT|KEY|SASL_MECHANISM|USERNAME|PASSWORD|TOPIC_PREFIX)(_FILE)?|(TLS_CERT|TLS_KEY|SERVICES_CA)_FILE|NODE_ENV|HOST|OIDC_AUDIENCE|OIDC_REQUIRED_ACR|TRUSTED_PROXIES|VIRUS_SCANNER)$/;
  const wanted = [...template.matchAll(/- name: ([A-Z][A-Z_]+)/g)].flatMap(([, setting = '']) =>
    elsewhere.test(setting) ? [] : [setting.replace(/_FILE$/, '')],
  );
  const names = given.map((setting) => setting.replace(/_FILE$/, ''));
  expect([...new Set(wanted)].filter((setting) => !names.includes(setting))).toEqual([]);
  expect(compose.services[name]?.environment?.PORT).toBe(String(port));
});

it('mounts files, secrets and volumes that are there, and waits for services that are there', () => {
  for (const { volumes = [], secrets = [], depends_on = {}, environment = {} } of Object.values(compose.services)) {
    for (const volume of volumes) {
      const [source = ''] = volume.split(':');
      expect(source.startsWith('./') ? existsSync(path.join(root, source)) : source in compose.volumes).toBe(true);
    }
    for (const secret of secrets) expect(compose.secrets).toHaveProperty([secret]);
    for (const other of Object.keys(depends_on)) expect(compose.services).toHaveProperty([other]);
    const files = Object.entries(environment).flatMap(([name, value]) => (name.endsWith('_FILE') ? [value] : []));
    for (const file of files) expect(secrets.map((secret) => `/run/secrets/${secret}`)).toContain(file);
  }
});

it('publishes nothing beyond this machine', () => {
  const ports = Object.values(compose.services).flatMap((service) =>
    'ports' in service ? (service.ports as string[]) : [],
  );
  expect(ports.length).toBeGreaterThan(0);
  expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
});

it('scrapes every service', () => {
  const { scrape_configs: jobs } = parse(read('images/compose/prometheus.yaml')) as {
    scrape_configs: { static_configs: { targets: string[] }[] }[];
  };
  const targets = jobs.flatMap((job) => job.static_configs.flatMap((config) => config.targets));
  expect(targets.sort()).toEqual(services.map(({ name, port }) => `${name}:${port}`).sort());
});
