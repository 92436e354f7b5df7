import { stringify } from 'yaml';
import type { Condition, Piece, Rendering } from './rendering.js';

// Placeholders travel through cdk8s as strings and become Helm's expressions when the YAML is written.
const expression = (helm: string) => `<<helm:${helm}>>`;
const isExpression = /^<<helm:(.*)>>$/s;
const isBlock = /^<<if:\d+:(.*)>>$/s;
const isItems = /^<<items:(.*)>>$/s;
const isEntries = /^<<entries:(.*)>>$/s;

const isInline = /^<<text:(.*)>>$/s;

/** A text without values, as it reads best: `"{{ .Release.Name }}-gateway"`. A value might hold a quote, and is not here. */
const inline = (pieces: readonly Piece[]): string | undefined => {
  const parts = pieces.map((piece) => {
    if (piece === 'release-name') return '{{ .Release.Name }}';
    if (typeof piece === 'string') return piece;
    return 'value' in piece ? undefined : '{{ .Release.Namespace }}';
  });
  return parts.includes(undefined) ? undefined : `<<text:${parts.join('')}>>`;
};
const quoted = (text: string) => JSON.stringify(text);
const printed = (pieces: readonly Piece[]) => {
  const values = pieces.flatMap((piece) => {
    if (piece === 'release-name') return ['.Release.Name'];
    if (typeof piece === 'string') return [];
    return 'value' in piece ? [`(toString .Values.${piece.value})`] : ['.Release.Namespace'];
  });
  const format = pieces
    .map((piece) => (typeof piece === 'string' && piece !== 'release-name' ? piece.replaceAll('%', '%%') : '%s'))
    .join('');
  return format === '%s' ? (values[0] ?? '') : `printf ${[quoted(format), ...values].join(' ')}`;
};

/** A condition as Helm writes it. */
export function helmCondition(condition: Condition): string {
  if ('not' in condition) return `not (${helmCondition(condition.not)})`;
  if ('all' in condition) return `and ${condition.all.map((each) => `(${helmCondition(each)})`).join(' ')}`;
  if ('any' in condition) return `or ${condition.any.map((each) => `(${helmCondition(each)})`).join(' ')}`;
  return 'is' in condition ? `eq .Values.${condition.value} ${quoted(condition.is)}` : `.Values.${condition.value}`;
}

/** Resources with placeholders in them, for `writeTemplate`. */
export function templateRendering(): Rendering {
  let blocks = 0;
  // Of one width: cdk8s sorts keys as text, and a template should not change where another has got one more.
  const block = (condition: Condition) => `<<if:${String(blocks++).padStart(6, '0')}:${helmCondition(condition)}>>`;
  return {
    value: (path) => expression(`.Values.${path} | toJson`),
    text: (...pieces) => inline(pieces) ?? expression(`${printed(pieces)} | toJson`),
    valueOr: (path, ...pieces) => expression(`.Values.${path} | default (${printed(pieces)}) | toJson`),
    entriesIf: (condition, entries) => ({ [block(condition)]: entries }),
    itemsIf: (condition, items) => [{ [block(condition)]: items }],
    itemsOf: (path) => [`<<items:${path}>>`],
    entriesOf: (path) => ({ [`<<entries:${path}>>`]: '' }),
  };
}

/** The Helm template of one resource that has gone through a `templateRendering`, and only `when` that holds. */
export function writeTemplate(resource: unknown, when?: Condition): string {
  const lines = node(resource, 0);
  const body = when ? [`{{- if ${helmCondition(when)} }}`, ...lines, '{{- end }}'] : lines;
  return `${body.join('\n')}\n`;
}

/** A text as it is: what Helm would take for its own is printed by Helm. */
const literal = (text: string) => text.replaceAll('{{', '{{ "{{" }}');

const scalar = (value: unknown): string => {
  const text = typeof value === 'string' ? isInline.exec(value)?.[1] : undefined;
  if (text !== undefined) return `"${text}"`;
  const placeholder = typeof value === 'string' ? isExpression.exec(value)?.[1] : undefined;
  return placeholder === undefined ? literal(stringify(value, { lineWidth: 0 }).trimEnd()) : `{{ ${placeholder} }}`;
};
const entriesOf = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : undefined;
const blockOf = (key: string | undefined) => (key === undefined ? undefined : isBlock.exec(key)?.[1]);

function node(value: unknown, depth: number): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => listItem(item, depth));
  const pad = ' '.repeat(depth);
  return (entriesOf(value) ?? []).flatMap(([key, inner]) => {
    const condition = blockOf(key);
    if (condition !== undefined) return [`${pad}{{- if ${condition} }}`, ...node(inner, depth), `${pad}{{- end }}`];
    const spread = isEntries.exec(key)?.[1];
    return spread === undefined ? entry(key, inner, depth) : spliced(spread, depth);
  });
}

const indented = (line: string, depth: number) => (line === '' ? '' : ' '.repeat(depth) + line);

const spliced = (path: string, depth: number) => [
  `${' '.repeat(depth)}{{- with .Values.${path} }}`,
  `${' '.repeat(depth)}{{- toYaml . | nindent ${depth} }}`,
  `${' '.repeat(depth)}{{- end }}`,
];

function entry(key: string, value: unknown, depth: number): string[] {
  const start = `${' '.repeat(depth)}${scalar(key)}:`;
  if (typeof value === 'string' && value.includes('\n')) {
    const lines = value.replace(/\n$/, '').split('\n');
    return [
      `${start} ${value.endsWith('\n') ? '|' : '|-'}`,
      ...lines.map((line) => indented(literal(line), depth + 2)),
    ];
  }
  const isEmpty = Array.isArray(value) ? value.length === 0 : entriesOf(value)?.length === 0;
  if (typeof value !== 'object' || value === null || isEmpty) return [`${start} ${scalar(value)}`];
  const lines = [start, ...node(value, depth + 2)];
  const conditions = conditionsOf(value);
  if (!conditions) return lines;
  // Nothing may be left of it: then it is empty, and not null.
  const pad = ' '.repeat(depth);
  const some = `${pad}{{- if or ${conditions.map((condition) => `(${condition})`).join(' ')} }}`;
  return [some, ...lines, `${pad}{{- else }}`, `${start} ${Array.isArray(value) ? '[]' : '{}'}`, `${pad}{{- end }}`];
}

/** The conditions of everything in a list or map, where all of it has one. */
function conditionsOf(value: object): string[] | undefined {
  const parts = Array.isArray(value)
    ? value.map((item: unknown) =>
        typeof item === 'string' ? item : (Object.keys(entriesOf(item) ? (item as object) : {})[0] ?? ''),
      )
    : Object.keys(value);
  const conditions = parts.map((part) => {
    const path = isItems.exec(part)?.[1] ?? isEntries.exec(part)?.[1];
    return path === undefined ? blockOf(part) : `.Values.${path}`;
  });
  return conditions.every((condition) => condition !== undefined) ? conditions : undefined;
}

function listItem(item: unknown, depth: number): string[] {
  const pad = ' '.repeat(depth);
  const splice = typeof item === 'string' ? isItems.exec(item)?.[1] : undefined;
  if (splice !== undefined) return spliced(splice, depth);
  const entries = entriesOf(item);
  const [key, inner] = entries?.[0] ?? [];
  const condition = blockOf(key);
  if (condition !== undefined && entries?.length === 1 && Array.isArray(inner))
    return [`${pad}{{- if ${condition} }}`, ...node(inner, depth), `${pad}{{- end }}`];
  if (!entries || entries.length === 0) return [`${pad}- ${scalar(item)}`];
  const lines = node(item, depth + 2);
  // A block at the start of an item would leave its hyphen without a value: a plain entry must come first.
  const firstPlain = entries.findIndex(([name]) => blockOf(name) === undefined);
  if (firstPlain < 0) throw new Error('an item of a list needs an entry without a condition');
  if (firstPlain > 0) {
    const [plain] = entries.splice(firstPlain, 1);
    return listItem(Object.fromEntries([...(plain ? [plain] : []), ...entries]), depth);
  }
  const [first = ''] = lines;
  return [`${pad}- ${first.trimStart()}`, ...lines.slice(1)];
}
