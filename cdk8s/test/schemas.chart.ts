import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { render, type Resource } from './helm.js';
import { installations } from './installations.js';

const folder = path.join(__dirname, '..', 'schemas');
const ajv = new Ajv({ strict: false, allErrors: true });
const schemas = new Map<string, ValidateFunction>(
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => [file, ajv.compile(JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as object)]),
);

const fileOf = ({ kind, apiVersion }: Resource) => {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['core', apiVersion];
  return `${kind.toLowerCase()}-${group}-${version}.json`;
};
/** What is wrong with a resource, a line each. */
function wrongIn(resource: Resource): string[] {
  const validate = schemas.get(fileOf(resource));
  if (!validate) return [`${resource.kind}: there is no schema ${fileOf(resource)}`];
  const fits: boolean = validate(resource);
  if (fits) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${resource.kind}/${resource.metadata.name}${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}

it.each(Object.entries(installations))(
  '%s fits the strict schemas of Kubernetes 1.34 and its operators',
  (_, values) => {
    const resources = render(values);
    expect(resources.length).toBeGreaterThan(30);
    expect(resources.flatMap(wrongIn)).toEqual([]);
  },
);

it('has no schema that no installation needs', () => {
  const used = new Set(Object.values(installations).flatMap((values) => render(values).map(fileOf)));
  expect([...schemas.keys()].filter((file) => !used.has(file))).toEqual([]);
});

it('finds a field that does not exist, deep in a pod and in a resource of an operator', () => {
  const resources = render(installations['everything in the cluster'] ?? {});
  const slip = (kind: string, from: string, to: string) =>
    resources
      .filter((resource) => resource.kind === kind)
      .flatMap((resource) => wrongIn(JSON.parse(JSON.stringify(resource).replace(from, to)) as Resource));
  expect(slip('Deployment', '"readOnlyRootFilesystem"', '"readonlyRootFilesystem"')).not.toEqual([]);
  expect(slip('KafkaTopic', '"partitions"', '"partition"')).not.toEqual([]);
  expect(slip('KafkaUser', '"prefix"', '"prefixed"')).not.toEqual([]);
  expect(slip('MongoDBCommunity', '"passwordSecretRef"', '"passwordRef"')).not.toEqual([]);
});
