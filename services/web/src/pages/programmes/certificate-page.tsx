import { Button } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Waiting } from '../../ui/waiting.js';
import { useCertificate } from './api.js';
import page from '../pages.module.css';
import classes from './programmes.module.css';

/** A certificate of training, to print. */
export function CertificatePage() {
  const { t, i18n } = useTranslation();
  const { seriesId = '', participantId = '' } = useParams();
  const { data, error, isPending } = useCertificate(seriesId, participantId);
  const locale = i18n.language === 'en' ? 'en-GB' : i18n.language;
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long' });
  return (
    <>
      <div className={`${page['page']} ${page['narrow']} ${classes['noPrint']}`}>
        <Link className={page['name']} to={`/programmes/${seriesId}`}>
          {t('programmes.back')}
        </Link>
        {isPending && <Waiting />}
        {error && <h1>{t('programmes.certificate')}</h1>}
        <ProblemAlert error={error} />
        {data && (
          <div>
            <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
              {t('programmes.print')}
            </Button>
          </div>
        )}
      </div>
      {data && (
        <article className={classes['sheet']}>
          <h1>{t('programmes.certificateTitle')}</h1>
          <p className={classes['who']}>{data.professional.name}</p>
          {data.professional.organisation && <p>{data.professional.organisation}</p>}
          <p>{t('programmes.certificateText')}</p>
          <p className={classes['who']}>{data.title}</p>
          {data.programme.kind === 'training' && (
            <p>{t('programmes.certificateSubject', { subject: t(`programmes.subject.${data.programme.subject}`) })}</p>
          )}
          <p>
            {t('programmes.certificateHours', {
              hours: new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(data.minutes / 60),
            })}
          </p>
          <p>
            {t('programmes.certificateDays', {
              days: new Intl.ListFormat(locale).format(data.days.map((one) => day.format(new Date(one)))),
            })}
          </p>
          <p>
            <small>{t('programmes.certificateNumber', { id: data.certificateId })}</small>
          </p>
        </article>
      )}
    </>
  );
}
