/** What the issuer's pages say. */
const wording = {
  fr: {
    title: 'Se connecter à Abri',
    email: 'Adresse électronique',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    wrong: 'L’adresse ou le mot de passe ne convient pas. Essayez à nouveau.',
    demo: 'Comptes de démonstration (mot de passe : abri-demo)',
    development: 'Émetteur de développement : aucune donnée réelle ici.',
    signOut: 'Se déconnecter',
    signedOut: 'Vous êtes déconnecté.',
    ended: 'Cette page de connexion n’est plus valable. Revenez à Abri et recommencez.',
  },
  en: {
    title: 'Sign in to Abri',
    email: 'Email address',
    password: 'Password',
    signIn: 'Sign in',
    wrong: 'The address or the password is not right. Try again.',
    demo: 'Demonstration accounts (password: abri-demo)',
    development: 'Development issuer: no real data here.',
    signOut: 'Sign out',
    signedOut: 'You are signed out.',
    ended: 'This sign-in page is not valid any more. Go back to Abri and start again.',
  },
} as const;
export type Words = Record<keyof (typeof wording)['fr'], string> & { language: 'fr' | 'en' };

/** The wording by Accept-Language: English where it is liked better than French, French otherwise. */
export function wordsFor(acceptLanguage: string | undefined): Words {
  const liking = (language: string) => {
    const entries = (acceptLanguage ?? '').toLowerCase().split(',');
    const weights = entries.flatMap((entry) => {
      const [tag = '', q] = entry.trim().split(/\s*;\s*q=/);
      return tag.split('-')[0] === language ? [q === undefined ? 1 : Number(q) || 0] : [];
    });
    return Math.max(0, ...weights);
  };
  const language = liking('en') > liking('fr') ? 'en' : 'fr';
  return { ...wording[language], language };
}
