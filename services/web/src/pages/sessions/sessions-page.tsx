import type { OwnSession } from '@abri/contracts/board-api';
import { Badge, Button, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSignInAgain } from '../../app/sign-in-again.js';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Found } from '../../ui/found.js';
import { Section } from '../../ui/section.js';
import { dayTimeWords, timeWords } from '../../ui/words.js';
import page from '../pages.module.css';
import { useEndSession, useOwnSessions } from './api.js';

/** Where the person is signed in; each session but this one can be ended from here, after a new sign-in. */
export function SessionsPage({ worker }: { worker: string }) {
  const { t } = useTranslation();
  const query = useOwnSessions();
  const signInAgain = useSignInAgain(worker);
  const [hasEnded, setHasEnded] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  return (
    <div className={`${page['page']} ${page['narrow']}`}>
      <Found query={query} title={t('sessions.title')}>
        {({ sessions, mayEndOthers }) => (
          <>
            <h1 ref={heading} tabIndex={-1}>
              {t('sessions.title')}
            </h1>
            <Text>{t('sessions.intro')}</Text>
            {sessions.length > 1 && !mayEndOthers && (
              <Section title={t('sessions.confirmTitle')} tone="next">
                <Text mb="sm">{t('sessions.confirmText')}</Text>
                <Button onClick={signInAgain}>{t('sessions.confirm')}</Button>
              </Section>
            )}
            <Section
              title={t('sessions.open')}
              aside={<span role="status">{hasEnded ? t('sessions.ended') : ''}</span>}
            >
              <ul className={page['list']}>
                {sessions.map((session) => (
                  <Row
                    key={session.id}
                    session={session}
                    mayEnd={mayEndOthers && !session.isThis}
                    onEnded={() => {
                      setHasEnded(true);
                      // The button that was pressed is gone.
                      heading.current?.focus();
                    }}
                  />
                ))}
              </ul>
              {sessions.length === 1 && <Text c="dimmed">{t('sessions.none')}</Text>}
            </Section>
          </>
        )}
      </Found>
    </div>
  );
}

function Row({ session, mayEnd, onEnded }: { session: OwnSession; mayEnd: boolean; onEnded: () => void }) {
  const { t, i18n } = useTranslation();
  const end = useEndSession(onEnded);
  const { browser, system } = session;
  const device =
    browser && system ? t('sessions.device', { browser, system }) : (browser ?? system ?? t('sessions.unknownDevice'));
  const time = dayTimeWords(i18n.language, session.beganAt);
  return (
    <li>
      <div className={page['row']}>
        <div className={page['what']}>
          <span>
            <strong>{device}</strong>{' '}
            {session.isThis && (
              <Badge variant="outline" size="sm">
                {t('sessions.here')}
              </Badge>
            )}
          </span>
          <span className={page['facts']}>
            <span>{t('sessions.began', { time })}</span>
            {!session.isThis && <span>{t('sessions.used', { time: timeWords(i18n.language, session.seenAt) })}</span>}
            <span>{t('sessions.ends', { time: timeWords(i18n.language, session.endsAt) })}</span>
          </span>
        </div>
        {mayEnd && (
          <ConfirmButton
            label={t('sessions.end')}
            accessibleLabel={t('sessions.endOf', { device, time })}
            title={t('sessions.endTitle')}
            text={t('sessions.endText', { device, time })}
            yes={t('sessions.end')}
            doing={end}
            onYes={() => end.mutate(session.id)}
          />
        )}
      </div>
    </li>
  );
}
