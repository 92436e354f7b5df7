import type { Shelter } from '@abri/contracts/shelter';
import fc from 'fast-check';
import { details, unit } from './domain/test-shelters.js';
import { formatShelters, parseShelters } from './shelters-csv.js';

const headings =
  'shelter_id,name,kind,commune,takes_women,takes_men,takes_children,highest_boy_age,takes_pets,arrivals_from,' +
  'arrivals_to,languages,services,equipment,acceptance,street,postal_code,city,phone,directions,unit_id,unit,beds,' +
  'cots,sharing,step_free';
const house =
  'sh-1,Les Tilleuls,shelter,59606,yes,no,yes,15,no,00:00,00:00,fr en,legal,,asked,12 rue des Exemples,59300,Valenciennes,,';
const file = (...lines: string[]) => [headings, ...lines].join('\n');
const again = 'sh-1' + ','.repeat(21);

it('reads one line a unit, and the house once or on every line', () => {
  const { houses, violations } = parseShelters(
    file(`${house},u1,Room 1,3,1,exclusive,no`, `${again}Room 2,2,,shared,yes`, `${house},u3,Room 3,1,0,exclusive,no`),
  );
  expect(violations).toEqual([]);
  expect(houses).toEqual([
    {
      line: 2,
      shelterId: 'sh-1',
      details: details({ languages: ['fr', 'en'], services: ['legal'] }),
      address: { street: '12 rue des Exemples', postalCode: '59300', city: 'Valenciennes' },
      units: [
        { unitId: 'u1', unit: unit({ label: 'Room 1' }) },
        { unitId: 'room-2', unit: unit({ label: 'Room 2', beds: 2, cots: 0, sharing: 'shared', stepFree: true }) },
        { unitId: 'u3', unit: unit({ label: 'Room 3', beds: 1, cots: 0 }) },
      ],
    },
  ]);
});

it('reads what a French spreadsheet writes: semicolons, BOM, CRLF, French headings, oui and non, empty lines', () => {
  const french =
    '\uFEFFIdentifiant;Nom;Type;Commune INSEE;Femmes;Hommes;Enfants;Âge max garçons;Animaux;Arrivées de;Arrivées à;' +
    'Langues;Services sur place;Équipements;Acceptation;Rue;Code postal;Ville;Unité;Lits;Lits bébé;Partage;Plain-pied\r\n' +
    'sh-1;Les Tilleuls;shelter;59606;oui;non;Oui;15;non;00:00;00:00;fr;;;asked;"12; rue des Exemples";59300;Valenciennes;1;3;1;exclusive;non\r\n' +
    ';;;;;;;;;;;;;;;;;;;;;;\r\n\r\n';
  const { houses, violations } = parseShelters(french);
  expect(violations).toEqual([]);
  expect(houses).toMatchObject([
    { details: details(), address: { street: '12; rue des Exemples' }, units: [{ unitId: '1' }] },
  ]);
});

it('names every wrong cell by line and column, and never repeats it', () => {
  const { houses, violations } = parseShelters(
    file(
      `${house},u1,Room 1,3,1,exclusive,no`,
      `${again}Room 2,many,1,lent,no`,
      'sh-2,Les Secrets,castle,5960,yes,maybe,yes,18,no,25:00,00:00,fr xx,,,asked,1 rue Secrète,593,Anzin,,,u1,,0,0,exclusive,no',
      'sh-1,Other name,,,,,,,,,,,,,,,,,,,u1,Room 1,3,1,exclusive,no',
    ),
  );
  expect(houses).toEqual([]);
  expect(violations.map(({ pointer }) => pointer)).toEqual([
    '/lines/3/beds',
    '/lines/3/sharing',
    ...[
      'kind',
      'commune',
      'takes_men',
      'highest_boy_age',
      'arrivals_from',
      'languages',
      'postal_code',
      'unit',
      'beds',
    ].map((column) => `/lines/4/${column}`),
    '/lines/5/name',
    '/lines/5/unit',
  ]);
  expect(JSON.stringify(violations)).not.toMatch(/Secr|castle|many/);
});

it('asks for a whole address or none at all', () => {
  const none = house.replace('12 rue des Exemples,59300,Valenciennes', ',,');
  expect(parseShelters(file(`${none},u1,Room 1,3,1,exclusive,no`)).houses).toMatchObject([{ line: 2 }]);
  const half = house.replace('59300,Valenciennes', ',');
  expect(parseShelters(file(`${half},u1,Room 1,3,1,exclusive,no`)).violations.map(({ pointer }) => pointer)).toEqual([
    '/lines/2/postal_code',
    '/lines/2/city',
  ]);
});

it.each([
  ['an empty file', '', ['/lines/1']],
  ['headings alone', headings, ['/lines/1']],
  ['an unknown heading', `${headings},colour\n${house},u1,Room 1,3,1,exclusive,no`, ['/lines/1/column-27']],
  ['a heading twice', `${headings},beds\n${house},u1,Room 1,3,1,exclusive,no`, ['/lines/1/column-27']],
  ['a heading that is missing', file('x').replace(',beds', ''), ['/lines/1/beds']],
  ['a quotation mark that is not closed', file('sh-1,"Les Tilleuls'), ['/lines/2']],
  ['too many cells', file(`${house},u1,Room 1,3,1,exclusive,no,more`), ['/lines/2']],
  ['another encoding', file(`${house},u1,Chambre \uFFFDt\uFFFD,3,1,exclusive,no`), ['/lines/2/unit']],
])('refuses %s', (_name, text, pointers) => {
  expect(parseShelters(text).violations.map(({ pointer }) => pointer)).toEqual(pointers);
});

// Without the sign that stands for what could not be read: a file that has it is refused, see "another encoding".
const label = fc.string({ unit: 'grapheme', maxLength: 20 }).map((s) => `x${s.replaceAll('\uFFFD', '')}`.trim());
const wild = fc.constantFrom('=1+1', '+33', '-a', '@me', 'a "b"', 'a;b', 'a,b', 'a\nb', '"', "l'Aubépine");
const id = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '-', '_'), minLength: 1, maxLength: 12 });
const aShelter = fc.record({
  shelterId: id,
  name: fc.oneof(label, wild),
  kind: fc.constantFrom('shelter' as const, 'hotel' as const),
  languages: fc.uniqueArray(fc.constantFrom('fr' as const, 'en' as const, 'lsf' as const)),
  takesMen: fc.boolean(),
  highestBoyAge: fc.integer({ min: 0, max: 17 }),
  units: fc.uniqueArray(
    fc.record({
      unitId: id,
      label: fc.oneof(label, wild),
      beds: fc.integer({ min: 1, max: 40 }),
      stepFree: fc.boolean(),
    }),
    { selector: ({ unitId }) => unitId, minLength: 1, maxLength: 4 },
  ),
});
const shelterOf = ({
  shelterId,
  units,
  takesMen,
  highestBoyAge,
  ...more
}: typeof aShelter extends fc.Arbitrary<infer T> ? T : never): Shelter => ({
  shelterId,
  ...details({ ...more, rules: { ...details().rules, takesMen, highestBoyAge } }),
  units: units.map(({ unitId, ...rest }) => ({ unitId, ...unit(rest), service: { state: 'inService' } })),
  holds: [],
});

it('reads back what it writes, whatever the names', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(aShelter, { selector: ({ shelterId }) => shelterId, minLength: 1, maxLength: 4 }),
      fc.constantFrom(',' as const, ';' as const),
      (drawn, separator) => {
        const shelters = drawn.map(shelterOf);
        const { houses, violations } = parseShelters(formatShelters(shelters, separator));
        expect(violations).toEqual([]);
        expect(houses.map(({ shelterId }) => shelterId)).toEqual(shelters.map(({ shelterId }) => shelterId));
        for (const [index, { details: read, units }] of houses.entries()) {
          expect(shelters[index]).toMatchObject(read);
          expect(
            units.map(({ unitId, unit: cells }) => ({ unitId, ...cells, service: { state: 'inService' } })),
          ).toEqual(shelters[index]?.units);
        }
      },
    ),
  );
});

it('never throws, whatever the file', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.string().map((rest) => file(rest)),
      ),
      (text) => {
        const { houses, violations } = parseShelters(text);
        expect(houses.length === 0 || violations.length === 0).toBe(true);
      },
    ),
  );
});

it('writes no address and no formula', () => {
  const text = formatShelters(
    [
      shelterOf({
        shelterId: 's',
        name: '=cmd()',
        kind: 'hotel',
        languages: [],
        takesMen: false,
        highestBoyAge: 1,
        units: [{ unitId: 'u', label: '1', beds: 1, stepFree: false }],
      }),
    ],
    ';',
  );
  expect(text).not.toMatch(/street|rue|;=/);
  expect(text.split('\n')[0]).toMatch(/^\uFEFFshelter_id;name;/);
});
