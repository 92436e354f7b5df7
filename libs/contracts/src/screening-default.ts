import type { ScreeningInstrument } from './screening-instrument.js';

const often = (points: readonly [number, number, number], raisesTo?: 'concern' | 'urgent') => [
  { id: 'never', text: { fr: 'Jamais', en: 'Never' }, points: 0 },
  { id: 'atTimes', text: { fr: 'Parfois', en: 'At times' }, points: points[0] },
  { id: 'often', text: { fr: 'Souvent', en: 'Often' }, points: points[1] },
  {
    id: 'always',
    text: { fr: 'Presque toujours', en: 'Nearly always' },
    points: points[2],
    ...(raisesTo ? { raisesTo } : {}),
  },
];
const yesNo = (points: number, raisesTo?: 'concern' | 'urgent') => [
  { id: 'no', text: { fr: 'Non', en: 'No' }, points: 0 },
  { id: 'yes', text: { fr: 'Oui', en: 'Yes' }, points, ...(raisesTo ? { raisesTo } : {}) },
];

/**
 * The short neutral default for early detection, in our own wording. It asks about daily life before it asks about
 * harm, and never uses a word that the person has not used. It is no validated instrument: an agency loads its own.
 */
export const defaultScreening: ScreeningInstrument = {
  id: 'abri-at-home',
  version: 1,
  title: { fr: 'Comment ça se passe à la maison ?', en: 'How are things at home?' },
  introduction: {
    fr: 'Je pose ces questions à tout le monde. Vous pouvez ne pas répondre à l’une d’elles, et nous arrêter à tout moment. À poser seul à seule.',
    en: 'I ask everybody these questions. You can leave any of them out, and stop at any moment. To be asked in private.',
  },
  questions: [
    {
      id: 'say',
      text: {
        fr: 'Pouvez-vous dire ce que vous pensez chez vous, sans crainte de la réaction ?',
        en: 'Can you say what you think at home without fearing the reaction?',
      },
      choices: [
        { id: 'yes', text: { fr: 'Oui', en: 'Yes' }, points: 0 },
        { id: 'mostly', text: { fr: 'La plupart du temps', en: 'Mostly' }, points: 1 },
        { id: 'rarely', text: { fr: 'Rarement', en: 'Rarely' }, points: 2 },
        { id: 'no', text: { fr: 'Non', en: 'No' }, points: 3 },
      ],
    },
    {
      id: 'quarrels',
      text: {
        fr: 'Quand vous n’êtes pas d’accord, les disputes vous laissent-elles mal ou inquiet·ète ?',
        en: 'When you disagree, do the quarrels leave you hurt or worried?',
      },
      choices: often([1, 2, 3]),
    },
    {
      id: 'belittled',
      text: {
        fr: 'Vous arrive-t-il d’être rabaissé·e, insulté·e ou moqué·e ?',
        en: 'Are you put down, insulted or mocked?',
      },
      choices: often([1, 2, 3]),
    },
    {
      id: 'freedom',
      text: {
        fr: 'Quelqu’un décide-t-il de votre argent, de vos sorties, de votre téléphone ou de qui vous voyez ?',
        en: 'Does somebody decide on your money, your outings, your phone or whom you see?',
      },
      choices: often([2, 3, 4]),
    },
    {
      id: 'frightened',
      text: { fr: 'Vous arrive-t-il d’avoir peur chez vous ?', en: 'Are you ever frightened at home?' },
      choices: often([2, 3, 4], 'concern'),
    },
    {
      id: 'hurt',
      text: {
        fr: 'Avez-vous été bousculé·e, frappé·e, ou touché·e sans le vouloir ?',
        en: 'Have you been pushed, hit, or touched against your will?',
      },
      choices: yesNo(5, 'concern'),
    },
    {
      id: 'lately',
      text: { fr: 'Est-ce arrivé ces trois derniers mois ?', en: 'Did it happen in the last three months?' },
      askedAfter: { question: 'hurt', choices: ['yes'] },
      choices: yesNo(3),
    },
    {
      id: 'children',
      text: {
        fr: 'Des enfants voient-ils ou entendent-ils ce qui se passe ?',
        en: 'Do children see or hear what happens?',
      },
      choices: [...yesNo(2), { id: 'noChildren', text: { fr: 'Pas d’enfant', en: 'No children' }, points: 0 }],
    },
    {
      id: 'goHome',
      text: {
        fr: 'Pouvez-vous rentrer chez vous aujourd’hui sans crainte ?',
        en: 'Can you go home today without fear?',
      },
      hint: {
        fr: 'Si non : ne laissez pas repartir la personne sans une solution. Danger immédiat : 17. Hébergement : 115.',
        en: 'If not: do not let the person leave without a solution. Immediate danger: 17. Shelter: 115.',
      },
      choices: [
        { id: 'yes', text: { fr: 'Oui', en: 'Yes' }, points: 0 },
        { id: 'unsure', text: { fr: 'Pas sûr·e', en: 'Not sure' }, points: 3, raisesTo: 'concern' },
        { id: 'no', text: { fr: 'Non', en: 'No' }, points: 5, raisesTo: 'urgent' },
      ],
    },
  ],
  levels: { watch: 3, concern: 8, urgent: 16 },
  advice: {
    none: {
      fr: 'Rien ne ressort. Dites que votre porte reste ouverte.',
      en: 'Nothing stands out. Say that your door stays open.',
    },
    watch: {
      fr: 'Proposez un rendez-vous pour en reparler, ou une écoute pour les difficultés familiales.',
      en: 'Offer to talk again, or counselling for family difficulties.',
    },
    concern: {
      fr: 'Proposez un accompagnement, et un plan de sécurité avant de vous quitter.',
      en: 'Offer support, and a safety plan before you part.',
    },
    urgent: {
      fr: 'Ne laissez pas repartir la personne seule. Appelez la ligne d’écoute pour un hébergement, ou le 17 en cas de danger immédiat.',
      en: 'Do not let the person leave alone. Call the hotline for a shelter, or 17 in immediate danger.',
    },
  },
};
