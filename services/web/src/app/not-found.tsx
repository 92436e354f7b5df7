import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import page from '../pages/pages.module.css';

/** Where an address leads nowhere, or to the pages of another role: what is wrong, and the way on. */
export function NotFound({ why = 'app.notFound' }: { why?: 'app.notFound' | 'app.notYours' }) {
  const { t } = useTranslation();
  return (
    <div className={page['page']}>
      <h1>{t(why)}</h1>
      <Text>
        <Link className={page['name']} to="/">
          {t('app.toStart')}
        </Link>
      </Text>
    </div>
  );
}
