import { Button, Text } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { Waiting } from '../../ui/waiting.js';
import { useCase } from './api.js';
import { dayWords } from './dates.js';
import { safetyLists } from './safety-section.js';
import page from '../pages.module.css';
import classes from './support.module.css';

/** The safety plan as a sheet for the person: no name of the system, of the case or of an organisation is printed. */
export function SafetyPlanPage() {
  const { t, i18n } = useTranslation();
  const { caseId = '' } = useParams();
  const query = useCase(caseId);
  const written = query.data?.safetyPlan;
  return (
    <>
      <div className={`${page['page']} ${page['narrow']} ${classes['noPrint']}`}>
        <Link className={page['name']} to={`/support/cases/${caseId}`}>
          {t('support.safety.back')}
        </Link>
        <ProblemAlert error={query.error} />
        {query.isPending && <Waiting />}
        {query.data && !written && <Text>{t('support.case.safetyNone')}</Text>}
        {written && (
          <>
            <Text>{t('support.safety.privacy')}</Text>
            <div>
              <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => window.print()}>
                {t('support.safety.print')}
              </Button>
            </div>
          </>
        )}
      </div>
      {written && (
        <article className={classes['sheet']}>
          <h1>{t('support.safety.title')}</h1>
          <Text size="sm">{t('support.safety.writtenOn', { day: dayWords(i18n.language, written.at) })}</Text>
          {safetyLists
            .filter((name) => written.plan[name].length > 0)
            .map((name) => (
              <section key={name}>
                <h2>{t(`support.safety.${name}`)}</h2>
                <ul>
                  {written.plan[name].map((line) => (
                    <li key={line}>{line}</li>
                  ))}
                </ul>
              </section>
            ))}
          {written.plan.codeWord && (
            <section>
              <h2>{t('support.safety.codeWord')}</h2>
              <p>{written.plan.codeWord}</p>
            </section>
          )}
          <p className={classes['numbers']}>{t('support.safety.numbers')}</p>
        </article>
      )}
    </>
  );
}
