// Writes the schemas beside this file, by which the chart's tests check every resource: strict, so that a field that does
// not exist is an error. From what their makers publish: Go modules, and Strimzi's api jar. Needs go, mvn and javac.
// Run it again for another version: node cdk8s/schemas/collect.mjs
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';

const here = import.meta.dirname;
const draft = 'http://json-schema.org/draft-07/schema#';

const kubernetes = {
  module: 'k8s.io/kubernetes@v1.34.2',
  kinds: [
    ['api__v1', 'io.k8s.api.core.v1', 'ServiceAccount', 'Service', 'ConfigMap'],
    ['apis__apps__v1', 'io.k8s.api.apps.v1', 'Deployment'],
    ['apis__batch__v1', 'io.k8s.api.batch.v1', 'Job'],
    ['apis__policy__v1', 'io.k8s.api.policy.v1', 'PodDisruptionBudget'],
    ['apis__autoscaling__v2', 'io.k8s.api.autoscaling.v2', 'HorizontalPodAutoscaler'],
    ['apis__networking.k8s.io__v1', 'io.k8s.api.networking.v1', 'NetworkPolicy'],
  ],
};
const custom = [
  ['sigs.k8s.io/gateway-api@v1.4.1', 'config/crd/standard/gateway.networking.k8s.io_httproutes.yaml'],
  ['sigs.k8s.io/gateway-api@v1.4.1', 'config/crd/standard/gateway.networking.k8s.io_gateways.yaml'],
  ['github.com/cert-manager/cert-manager@v1.21.2', 'deploy/crds/cert-manager.io_certificates.yaml'],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml',
  ],
  [
    'github.com/prometheus-operator/prometheus-operator@v0.85.0',
    'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml',
  ],
  ['github.com/kedacore/keda/v2@v2.21.0', 'config/crd/bases/keda.sh_scaledobjects.yaml'],
  ['github.com/kedacore/keda/v2@v2.21.0', 'config/crd/bases/keda.sh_triggerauthentications.yaml'],
  [
    // mongodb/mongodb-kubernetes kept this resource as it was; only the older operator is published as a Go module.
    'github.com/mongodb/mongodb-kubernetes-operator@v0.13.0',
    'config/crd/bases/mongodbcommunity.mongodb.com_mongodbcommunity.yaml',
  ],
];

const temporary = mkdtempSync(path.join(os.tmpdir(), 'abri-schemas-'));
const write = (kind, group, version, schema) =>
  writeFileSync(path.join(here, `${kind.toLowerCase()}-${group}-${version}.json`), `${JSON.stringify(schema)}\n`);
const moduleFolder = (module) => {
  const options = { cwd: temporary, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] };
  return JSON.parse(execFileSync('go', ['mod', 'download', '-json', module], options)).Dir;
};

/** A schema of the cluster's as a strict JSON schema, without its words. `definition` renames what it points to. */
function strict(schema, definition = (name) => name) {
  if (Array.isArray(schema)) return schema.map((each) => strict(each, definition));
  if (typeof schema !== 'object' || schema === null) return schema;
  if (schema.$ref) return { $ref: `#/definitions/${definition(schema.$ref.split('/').at(-1))}` };
  if (schema['x-kubernetes-int-or-string'] || schema.format === 'int-or-string') return { type: ['string', 'integer'] };
  const kept = Object.entries(schema).filter(
    ([key, value]) =>
      !/^(x-kubernetes-|description$|default$|nullable$|example$|format$|title$)/.test(key) &&
      // Go's way to say that case does not count, which no other language has.
      !(key === 'pattern' && String(value).includes('(?i)')),
  );
  const out = Object.fromEntries(
    kept.map(([key, value]) => [
      key,
      key === 'properties'
        ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, strict(inner, definition)]))
        : ['enum', 'required', 'const'].includes(key)
          ? value
          : strict(value, definition),
    ]),
  );
  if (out.properties && !schema['x-kubernetes-preserve-unknown-fields']) out.additionalProperties ??= false;
  if (out.allOf?.length === 1 && Object.keys(out).length === 1) return out.allOf[0];
  return out;
}

/** What a definition needs, itself included. */
function needed(name, all, found = {}) {
  if (found[name]) return found;
  found[name] = strict(all[name]);
  for (const [, inner] of JSON.stringify(found[name]).matchAll(/#\/definitions\/([^"]+)/g)) needed(inner, all, found);
  return found;
}

const folder = moduleFolder(kubernetes.module);
const published = (file) =>
  JSON.parse(readFileSync(path.join(folder, 'api/openapi-spec/v3', `${file}_openapi.json`), 'utf8')).components.schemas;
const meta = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';
for (const [file, prefix, ...kinds] of kubernetes.kinds) {
  const all = published(file);
  for (const kind of kinds) {
    const [, groupPart, version] = /^apis?(?:__(.+))?__(.+)$/.exec(file) ?? [];
    const definitions = needed(`${prefix}.${kind}`, all);
    const properties = definitions[`${prefix}.${kind}`].properties;
    const apiVersion = groupPart ? `${groupPart}/${version}` : version;
    Object.assign(properties, { apiVersion: { const: apiVersion }, kind: { const: kind } });
    write(kind, groupPart ?? 'core', version, { $schema: draft, $ref: `#/definitions/${prefix}.${kind}`, definitions });
  }
}

const metaDefinitions = needed(meta, published('api__v1'));
const withMeta = (schema) => ({ ...schema, definitions: { ...schema.definitions, ...metaDefinitions } });
for (const [module, file] of custom) {
  const { spec } = parse(readFileSync(path.join(moduleFolder(module), file), 'utf8'));
  for (const { name, schema } of spec.versions.filter(({ name }) => !name.includes('beta'))) {
    const root = strict(schema.openAPIV3Schema);
    Object.assign(root.properties, {
      apiVersion: { const: `${spec.group}/${name}` },
      kind: { const: spec.names.kind },
      metadata: { $ref: `#/definitions/${meta}` },
    });
    write(spec.names.kind, spec.group, name, withMeta({ $schema: draft, ...root }));
  }
}

const strimzi = path.join(here, 'strimzi');
const jars = path.join(temporary, 'jars');
const options = { stdio: 'inherit' };
const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
execFileSync('mvn', ['-q', '-B', '-f', path.join(strimzi, 'pom.xml'), copy, `-DoutputDirectory=${jars}`], options);
const sources = ['StrimziSchemas', 'annotations/PresentInVersions', 'annotations/RequiredInVersions'];
const classes = path.join(temporary, 'classes');
const files = sources.map((name) => path.join(strimzi, `${name}.java`));
execFileSync('javac', ['-cp', `${jars}/*`, '-d', classes, ...files], options);
execFileSync('java', ['-cp', [classes, `${jars}/*`].join(path.delimiter), 'StrimziSchemas', here], options);
for (const kind of ['Kafka', 'KafkaNodePool', 'KafkaTopic', 'KafkaUser']) {
  const file = path.join(here, `${kind.toLowerCase()}-kafka.strimzi.io-v1.json`);
  const schema = JSON.parse(readFileSync(file, 'utf8'));
  schema.properties.metadata = { $ref: `#/definitions/${meta}` };
  write(kind, 'kafka.strimzi.io', 'v1', withMeta(schema));
}
rmSync(temporary, { recursive: true, force: true });
