/** Les textes de la page des interfaces. Les noms des contrats sont anglais dans les deux langues. */
export const frApiDocs = {
  title: 'Interfaces (API)',
  about:
    'Ce que chaque service offre aux autres, d’après sa propre description : ses adresses, qui peut les appeler, et ses messages. Les noms sont ceux des contrats, en anglais.',
  services: 'Services',
  find: 'Trouver une adresse, un rôle ou un message',
  routes_one: '{{count}} adresse',
  routes_other: '{{count}} adresses',
  topics_one: '{{count}} canal de messages',
  topics_other: '{{count}} canaux de messages',
  roles: 'Rôles',
  parameters: 'Paramètres',
  body: 'Corps',
  answer: 'Réponse {{status}}',
  nothing: 'sans contenu',
  required: 'obligatoire',
  sends: 'Publie.',
  reads: 'Suit.',
};
