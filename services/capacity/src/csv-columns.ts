/** How a cell is read and written. `read` gives undefined for what is empty or not of this kind. */
interface CellKind {
  read(text: string): unknown;
  write(value: unknown): string;
}
const text: CellKind = { read: (cell) => cell || undefined, write: (value) => String(value ?? '') };
const wholeNumber: CellKind = {
  read: (cell) => (/^\d{1,6}$/.test(cell) ? Number(cell) : undefined),
  write: (value) => String(value),
};
const wholeNumberOrNone: CellKind = { ...wholeNumber, read: (cell) => (cell === '' ? 0 : wholeNumber.read(cell)) };
const yes = ['yes', 'oui', 'true', '1'];
const no = ['no', 'non', 'false', '0'];
const yesOrNo: CellKind = {
  read: (cell) => (yes.includes(cell.toLowerCase()) ? true : no.includes(cell.toLowerCase()) ? false : undefined),
  write: (value) => (value === true ? 'yes' : 'no'),
};
const words: CellKind = {
  read: (cell) => cell.split(/[\s|]+/).filter((word) => word !== ''),
  write: (value) => (Array.isArray(value) ? value.join(' ') : ''),
};

/** One column of the file: its heading in English and French, what it fills, and what a good cell holds. */
export interface Column {
  name: string;
  french: string;
  of: 'house' | 'address' | 'unit';
  path: readonly string[];
  kind: CellKind;
  expects: string;
  /** A file without this column is fine. */
  mayBeAbsent?: true;
}
const house = { of: 'house' } as const;
const rule = (name: string) => ({ of: 'house', path: ['details', 'rules', name] }) as const;
const unit = { of: 'unit' } as const;
const address = { of: 'address', kind: text, mayBeAbsent: true } as const;
const isYesOrNo = { kind: yesOrNo, expects: 'yes or no' };
const ofList = { kind: words, expects: 'known words separated by spaces, or nothing' };
const anId = { kind: text, expects: '1 to 64 letters, digits, - or _' };

/** Every column of the file, in the order in which an export writes them. */
export const columns: readonly Column[] = [
  { ...house, ...anId, name: 'shelter_id', french: 'identifiant', path: ['shelterId'] },
  { ...house, name: 'name', french: 'nom', path: ['details', 'name'], kind: text, expects: '1 to 120 characters' },
  { ...house, name: 'kind', french: 'type', path: ['details', 'kind'], kind: text, expects: 'shelter or hotel' },
  {
    ...house,
    name: 'commune',
    french: 'commune_insee',
    path: ['details', 'commune'],
    kind: text,
    expects: 'the INSEE code of a commune, five characters',
  },
  { ...rule('takesWomen'), ...isYesOrNo, name: 'takes_women', french: 'femmes' },
  { ...rule('takesMen'), ...isYesOrNo, name: 'takes_men', french: 'hommes' },
  { ...rule('takesChildren'), ...isYesOrNo, name: 'takes_children', french: 'enfants' },
  {
    ...rule('highestBoyAge'),
    name: 'highest_boy_age',
    french: 'age_max_garcons',
    kind: wholeNumber,
    expects: 'a whole number from 0 to 17',
  },
  { ...rule('takesPets'), ...isYesOrNo, name: 'takes_pets', french: 'animaux' },
  {
    of: 'house',
    path: ['details', 'rules', 'arrivals', 'from'],
    name: 'arrivals_from',
    french: 'arrivees_de',
    kind: text,
    expects: 'a time of day, HH:MM',
  },
  {
    of: 'house',
    path: ['details', 'rules', 'arrivals', 'to'],
    name: 'arrivals_to',
    french: 'arrivees_a',
    kind: text,
    expects: 'a time of day, HH:MM',
  },
  { ...house, ...ofList, name: 'languages', french: 'langues', path: ['details', 'languages'] },
  { ...house, ...ofList, name: 'services', french: 'services_sur_place', path: ['details', 'services'] },
  { ...house, ...ofList, name: 'equipment', french: 'equipements', path: ['details', 'equipment'] },
  {
    ...house,
    name: 'acceptance',
    french: 'acceptation',
    path: ['details', 'acceptance'],
    kind: text,
    expects: 'asked or automatic',
  },
  { ...address, name: 'street', french: 'rue', path: ['address', 'street'], expects: '1 to 200 characters' },
  { ...address, name: 'postal_code', french: 'code_postal', path: ['address', 'postalCode'], expects: 'five digits' },
  { ...address, name: 'city', french: 'ville', path: ['address', 'city'], expects: '1 to 100 characters' },
  { ...address, name: 'phone', french: 'telephone', path: ['address', 'phone'], expects: 'at most 30 characters' },
  {
    ...address,
    name: 'directions',
    french: 'acces',
    path: ['address', 'directions'],
    expects: 'at most 500 characters',
  },
  { ...unit, ...anId, name: 'unit_id', french: 'identifiant_unite', path: ['unitId'], mayBeAbsent: true },
  { ...unit, name: 'unit', french: 'unite', path: ['unit', 'label'], kind: text, expects: '1 to 40 characters' },
  {
    ...unit,
    name: 'beds',
    french: 'lits',
    path: ['unit', 'beds'],
    kind: wholeNumber,
    expects: 'a whole number from 1 to 40',
  },
  {
    ...unit,
    name: 'cots',
    french: 'lits_bebe',
    path: ['unit', 'cots'],
    kind: wholeNumberOrNone,
    expects: 'a whole number from 0 to 10',
    mayBeAbsent: true,
  },
  {
    ...unit,
    name: 'sharing',
    french: 'partage',
    path: ['unit', 'sharing'],
    kind: text,
    expects: 'exclusive or shared',
  },
  { ...unit, ...isYesOrNo, name: 'step_free', french: 'plain_pied', path: ['unit', 'stepFree'] },
];

/** The column of a heading, in either language, whatever its case and spaces; undefined when there is none. */
export function columnOf(heading: string): Column | undefined {
  const name = heading
    .trim()
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .replace(/[\s-]+/g, '_');
  return columns.find((column) => column.name === name || column.french === name);
}
