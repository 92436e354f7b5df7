import type { PlacementView } from '@abri/contracts/matching-api';
import { VisuallyHidden } from '@mantine/core';
import { IconAlertTriangle, IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useUnsafePlacements } from '../../api/matching.js';
import { useShortcuts } from '../../app/shortcuts.js';
import { useNow } from '../../ui/now.js';
import { agoWords } from '../../ui/words.js';
import classes from './safety-banner.module.css';

/** As many as a banner may name; the list of requests has them all. */
const named = 5;

/** Says on every page of the hotline which placements are not safe any more, as soon as the live stream tells. */
export function SafetyBanner() {
  const { t } = useTranslation();
  const alerts = useUnsafePlacements().data?.requests ?? [];
  const [folded, setFolded] = useState(() => matchMedia('(max-width: 48em)').matches);
  const navigate = useNavigate();
  const [first] = alerts;
  useShortcuts(first ? { a: () => void navigate(`/hotline/requests/${first.requestId}`) } : {});
  const title = alerts.length > 0 ? t('safety.banner.title', { count: alerts.length }) : '';
  const Chevron = folded ? IconChevronDown : IconChevronUp;
  return (
    <>
      <VisuallyHidden role="alert">{title}</VisuallyHidden>
      {alerts.length > 0 && (
        <section className={classes['banner']} aria-label={t('safety.banner.label')} data-testid="safety-banner">
          <div className={classes['head']}>
            <IconAlertTriangle size={20} aria-hidden />
            <strong>{title}</strong>
            <button
              type="button"
              className={classes['fold']}
              aria-expanded={!folded}
              aria-controls="safety-alerts"
              onClick={() => setFolded(!folded)}
            >
              {folded ? t('safety.banner.show') : t('safety.banner.fold')}
              <VisuallyHidden>{t('safety.banner.theList')}</VisuallyHidden>
              <Chevron size={16} aria-hidden />
            </button>
          </div>
          <ul id="safety-alerts" className={classes['list']} hidden={folded}>
            {alerts.slice(0, named).map((request) => (
              <li key={request.requestId}>
                <Alert request={request} />
              </li>
            ))}
            {alerts.length > named && (
              <li>
                <Link className={classes['row']} to="/hotline/requests?show=unsafe">
                  {t('safety.banner.more')}
                </Link>
              </li>
            )}
          </ul>
        </section>
      )}
    </>
  );
}

function Alert({ request }: { request: PlacementView }) {
  const { t, i18n } = useTranslation();
  const now = useNow(10_000);
  const { unsafe, moving, house } = request;
  return (
    <Link className={classes['row']} to={`/hotline/requests/${request.requestId}`}>
      <strong className="mono">{request.reference}</strong>
      {house && <span>{house.name}</span>}
      {unsafe && (
        <>
          <span>{t(`unsafeCause.${unsafe.cause}`)}</span>
          <span>{agoWords(i18n.language, unsafe.since, now)}</span>
        </>
      )}
      {moving && <span>{t(`safety.moving.${moving.state}`)}</span>}
    </Link>
  );
}
