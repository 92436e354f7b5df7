import type { Role } from '@abri/contracts/vocabulary';

/** Somebody who can sign in here. */
export interface DemoAccount {
  id: string;
  email: string;
  name: string;
  roles: readonly Role[];
  shelters: readonly string[];
  /** The organisations or teams that they work for. */
  teams: readonly string[];
}

const account = (
  email: string,
  name: string,
  role: Role,
  of: { shelters?: readonly string[]; teams?: readonly string[] } = {},
): DemoAccount => ({
  id: `demo-${email.replace(/@.*/, '')}`,
  email,
  name,
  roles: [role],
  shelters: of.shelters ?? [],
  teams: of.teams ?? [],
});

/** The people of the demonstration. They share one password, which the sign-in page shows. */
export const demoAccounts: readonly DemoAccount[] = [
  account('hotline@abri.test', 'Camille Delattre', 'hotline', { teams: ['pt-hotline'] }),
  account('hotline2@abri.test', 'Nadia Lefebvre', 'hotline', { teams: ['pt-hotline'] }),
  account('shelter@abri.test', 'Inès Caron', 'shelter', { shelters: ['sh-tilleuls'], teams: ['pt-tilleuls'] }),
  account('hotel@abri.test', 'Marc Dubois', 'shelter', { shelters: ['sh-hotel-gare'] }),
  account('operator@abri.test', 'Sacha Lemaire', 'operator'),
  account('observatory@abri.test', 'Anne Mercier', 'observatory'),
  account('child-protection@abri.test', 'Yasmine Petit', 'child-protection', { teams: ['pe-valenciennes'] }),
  account('child-lead@abri.test', 'Farida Hamdi', 'child-protection', { teams: ['pe-valenciennes'] }),
  account('child-denain@abri.test', 'Thomas Leroy', 'child-protection', { teams: ['pe-denain'] }),
  account('justice@abri.test', 'Paul Fontaine', 'justice', { teams: ['ag-parquet'] }),
  account('probation@abri.test', 'Aurélie Danel', 'justice', { teams: ['ag-spip'] }),
  account('support@abri.test', 'Lucie Moreau', 'support', { teams: ['pt-social'] }),
  account('legal@abri.test', 'Samia Benali', 'support', { teams: ['pt-legal'] }),
  account('psychologist@abri.test', 'Claire Vasseur', 'support', { teams: ['pt-psychological'] }),
  account('programmes@abri.test', 'Hugo Bernard', 'programmes'),
];
export const demoPassword = 'abri-demo';

/** The account of an e-mail address and password, or undefined: it does not say which of the two was wrong. */
export const signInWith = (email: string, password: string): DemoAccount | undefined =>
  demoAccounts.find((one) => one.email === email.trim().toLowerCase() && password === demoPassword);
export const accountById = (id: string): DemoAccount | undefined => demoAccounts.find((one) => one.id === id);
