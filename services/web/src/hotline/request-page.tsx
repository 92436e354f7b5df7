import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmergencyBar } from '../app/emergency-bar.js';
import classes from './hotline-page.module.css';
import { RequestPanel } from './request-panel.js';

/** One request, opened from the list. */
export function RequestPage() {
  const { t } = useTranslation();
  const { requestId } = useParams();
  return (
    <>
      <EmergencyBar />
      <div className={classes['request']}>
        <Anchor component={Link} to="/hotline/requests" size="sm" display="inline-block" mb="xs">
          ← {t('request.back')}
        </Anchor>
        {requestId && <RequestPanel requestId={requestId} />}
      </div>
    </>
  );
}
