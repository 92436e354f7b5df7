import { Document, isMap, isScalar, type YAMLMap } from 'yaml';
import { defaultValues, valuesSchema } from './values.js';

const head = ` Everything that an installation may set. Written by cdk8s/ from src/values.ts; values.schema.json holds it.
 What must be in each service's Secret is in docs/operations/install.md.`;

interface Schema {
  description?: string;
  properties?: Record<string, Schema>;
}

/** values.yaml: the defaults, each with what its schema says of it above. */
export function valuesYaml(): string {
  const document = new Document(defaultValues);
  document.commentBefore = head;
  if (isMap(document.contents)) comment(document.contents, valuesSchema() as Schema);
  return document.toString({ lineWidth: 0 });
}

function comment(map: YAMLMap, schema: Schema): void {
  for (const { key, value } of map.items) {
    if (!isScalar(key)) continue;
    const inner = schema.properties?.[String(key.value)];
    if (inner?.description) key.commentBefore = ` ${inner.description}`;
    if (inner && isMap(value)) comment(value, inner);
  }
}
