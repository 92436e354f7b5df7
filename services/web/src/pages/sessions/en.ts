import type { frSessions } from './fr.js';

export const enSessions: typeof frSessions = {
  title: 'Your sessions',
  intro:
    'Where you are signed in now. A session that nobody uses ends by itself. One that is not yours: sign it out, then change your password.',
  device: '{{browser}} on {{system}}',
  unknownDevice: 'Browser unknown',
  here: 'This one',
  began: 'Began {{time}}',
  used: 'Last used about {{time}}',
  ends: 'Ends {{time}} at the latest',
  none: 'You are signed in nowhere else.',
  open: 'Open now',
  confirmTitle: 'First: is it you?',
  confirmText: 'Before you sign another session out, sign in again. A call that you are on stays here.',
  confirm: 'Sign in again',
  end: 'Sign out',
  endOf: 'Sign out {{device}}, began {{time}}',
  endTitle: 'Sign this session out?',
  endText: '{{device}}, began {{time}}. What is not saved there is lost. Here you stay signed in.',
  ended: 'The session is signed out.',
};
