import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DeclineReason } from '@abri/contracts/capacity-events';
import {
  PlacementStatus,
  ReferralTarget,
  RuleName,
  ScoreName,
  UnsafeCause,
  WithdrawReason,
} from '@abri/contracts/placement';
import { Hold, OutOfServiceReason, ShelterKind } from '@abri/contracts/shelter';
import { DangerLevel, Equipment, HouseService, Language, Role } from '@abri/contracts/vocabulary';
import { en } from './en.js';
import { fr } from './fr.js';

type Tree = { readonly [key: string]: string | Tree };
const flat = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[prefix + key, value]] : flat(value, `${prefix}${key}.`),
  );
const holes = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

it('has the same keys in both languages, each with a text', () => {
  const french = new Map(flat(fr));
  const english = new Map(flat(en));
  expect([...english.keys()].sort()).toEqual([...french.keys()].sort());
  expect([...french, ...english].filter(([, text]) => text.trim() === '')).toEqual([]);
});

it('fills the same holes in both languages', () => {
  const english = new Map(flat(en));
  for (const [key, text] of flat(fr)) expect([key, holes(english.get(key) ?? '')]).toEqual([key, holes(text)]);
});

const states = PlacementStatus.options.map(({ shape }) => shape.state.value);
const ended = PlacementStatus.options.flatMap(({ shape }) => ('outcome' in shape ? shape.outcome.options : []));
it.each([
  ['rule', RuleName.options],
  ['score', ScoreName.options],
  ['unsafeCause', UnsafeCause.options],
  ['danger', DangerLevel.options],
  ['language', Language.options],
  ['houseService', HouseService.options],
  ['equipment', Equipment.options],
  ['kind', ShelterKind.options],
  ['state', states],
  ['outcome', ended],
  ['holdState', Hold.options.map(({ shape }) => shape.state.value)],
  ['decline', DeclineReason.options],
  ['withdraw', WithdrawReason.options],
  ['referral', ReferralTarget.options],
  ['outOfService', OutOfServiceReason.options],
  ['role', Role.options],
] as const)('words every %s of the contracts', (area, names) => {
  expect(Object.keys(fr[area]).sort()).toEqual([...names].sort());
});

/** The problem types that any service can answer with, read from their sources. */
function problemTypes(): string[] {
  const root = path.resolve(__dirname, '../../../..');
  const folders = [
    'libs/service-kit/src',
    ...[
      'capacity',
      'matching',
      'gateway',
      'observatory',
      'victim-support',
      'programmes',
      'child-followup',
      'perpetrator-hosting',
    ].map((name) => `services/${name}/src`),
  ];
  const files = folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !/\.(test|it)\.ts$/.test(file))
      .map((file) => path.join(root, folder, file)),
  );
  const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return files.flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    const direct = [...source.matchAll(/HttpProblem\(\s*\d+,\s*'([a-z-]+)'/g)].map(([, name]) => name ?? '');
    const table = path.basename(file) === 'refusals.ts' ? [...source.matchAll(/^ {2}(\w+): \{/gm)] : [];
    return [...direct, ...table.map(([, name]) => kebab(name ?? ''))];
  });
}

it('words every problem that a service can answer with', () => {
  const types = [...new Set([...problemTypes(), 'internal'])];
  expect(types.length).toBeGreaterThan(30);
  expect(types.filter((type) => !(type in fr.problem))).toEqual([]);
});
