import { Button } from '@mantine/core';
import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { waitingLine } from '../api/waiting-line.js';
import { timeWords } from '../ui/words.js';
import classes from './line-notice.module.css';

const useOnline = () =>
  useSyncExternalStore(
    (changed) => onlineManager.subscribe(changed),
    () => onlineManager.isOnline(),
  );

/** What is known and what is not while the connection is gone: since when, and what waits to be sent. `live`: the stream stands. */
export function LineNotice({ live }: { live: boolean }) {
  const { t, i18n } = useTranslation();
  const online = useOnline();
  const entries = useSyncExternalStore(waitingLine.subscribe, waitingLine.entries);
  const here = online && live && entries.length === 0;
  const [stands, setStands] = useState({ here: true, since: '' });
  if (stands.here !== here) setStands({ here, since: new Date().toISOString() });
  useEffect(() => {
    if (entries.length === 0) return undefined;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [entries.length]);
  const unknown = entries.filter(({ maybeSent }) => maybeSent).length;
  const notSent = entries.length - unknown;
  return (
    <div role="status" className={here ? undefined : classes['cut']} data-testid="line">
      {!here && stands.since && (
        <>
          <span>
            {t(online && entries.length === 0 ? 'app.liveCut' : 'line.away', {
              time: timeWords(i18n.language, stands.since),
            })}
          </span>
          {notSent > 0 && <strong>{t('line.notSent', { count: notSent })}</strong>}
          {unknown > 0 && <strong>{t('line.unknown', { count: unknown })}</strong>}
          {entries.length > 0 && (
            <Button size="compact-xs" variant="default" onClick={() => waitingLine.stopAll()}>
              {t('line.stop')}
            </Button>
          )}
        </>
      )}
    </div>
  );
}
