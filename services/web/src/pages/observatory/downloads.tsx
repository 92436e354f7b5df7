import { ExportFormat, ExportTable } from '@abri/contracts/report-api';
import { Anchor } from '@mantine/core';
import { IconFileDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.js';
import { dictionaryUrl, exportUrl, printedUrl, type Wanted } from './api.js';
import classes from './observatory.module.css';

/** The printed report, every table in every format, and what their columns mean. */
export function Downloads({ wanted }: { wanted: Wanted }) {
  const { t, i18n } = useTranslation();
  return (
    <Section title={t('observatory.downloads')} level={3}>
      <p className={classes['links']}>
        <Anchor href={printedUrl(wanted, i18n.language)} download underline="always">
          <IconFileDownload size={18} aria-hidden /> {t('observatory.printed')}
        </Anchor>
        <Anchor href={dictionaryUrl(wanted.door)} download underline="always">
          <IconFileDownload size={18} aria-hidden /> {t('observatory.dictionary')}
        </Anchor>
      </p>
      <ul className={classes['tables']}>
        {ExportTable.options.map((table) => (
          <li key={table}>
            <span>{t(`observatory.table.${table}`)}</span>
            {ExportFormat.options.map((format) => (
              <Anchor
                key={format}
                href={exportUrl(wanted, table, format)}
                download
                underline="always"
                aria-label={`${t(`observatory.table.${table}`)}: ${format.toUpperCase()}`}
              >
                {format.toUpperCase()}
              </Anchor>
            ))}
          </li>
        ))}
      </ul>
      <p className={classes['small']}>{t('observatory.downloadsNote')}</p>
    </Section>
  );
}
