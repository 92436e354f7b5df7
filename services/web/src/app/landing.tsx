import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmergencyBar } from './emergency-bar.js';
import classes from './landing.module.css';
import { publicPath } from './pages.js';

/** What somebody sees who is not signed in. */
export function Landing() {
  const { t } = useTranslation();
  return (
    <>
      <EmergencyBar />
      <div className={classes['landing']}>
        <h1>{t('app.purpose')}</h1>
        <p>{t('app.forWhom')}</p>
        <a className={classes['signIn']} href="/auth/login">
          {t('app.signIn')}
        </a>
        <Link className={classes['figures']} to={publicPath}>
          {t('observatory.toPublic')}
        </Link>
      </div>
    </>
  );
}
