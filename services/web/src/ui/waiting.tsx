import { Loader, type LoaderProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Says that something is being fetched, also to who cannot see it. */
export function Waiting(props: LoaderProps) {
  const { t } = useTranslation();
  return <Loader role="status" aria-label={t('app.loading')} {...props} />;
}
