export const frSessions = {
  title: 'Vos sessions',
  intro:
    'Où vous êtes connecté·e en ce moment. Une session que personne n’utilise se termine d’elle-même. Si l’une n’est pas à vous : déconnectez-la, puis changez votre mot de passe.',
  device: '{{browser}} sur {{system}}',
  unknownDevice: 'Navigateur inconnu',
  here: 'Celle-ci',
  began: 'Ouverte le {{time}}',
  used: 'Utilisée vers {{time}}',
  ends: 'Se termine au plus tard à {{time}}',
  none: 'Vous n’êtes connecté·e nulle part ailleurs.',
  confirmFirst:
    'Avant de déconnecter une autre session, reconnectez-vous : on sait ainsi que c’est bien vous. Un appel en cours est conservé.',
  confirm: 'Se reconnecter',
  end: 'Déconnecter',
  endOf: 'Déconnecter {{device}}, ouverte le {{time}}',
  endTitle: 'Déconnecter cette session ?',
  endText: '{{device}}, ouverte le {{time}}. Ce qui n’y est pas enregistré est perdu. Ici, vous restez connecté·e.',
  ended: 'La session est déconnectée.',
};
