import type { CaseView } from '@abri/contracts/child-followup-api';
import { referenceOf } from '@abri/contracts/placement';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ConfirmButton } from '../../ui/confirm-button.js';
import { Section } from '../../ui/section.js';
import { useCaseCommand } from './api.js';
import classes from './children.module.css';

/** The cases that were joined to this one, and the way back where a join was wrong. Shows nothing when there are none. */
export function JoinedCases({ view, editable }: { view: CaseView; editable: boolean }) {
  const { t } = useTranslation();
  const separate = useCaseCommand(view.case.caseId, (other: string) => ({ path: '/separate', body: { other } }));
  const { joined } = view.case;
  if (joined.length === 0) return null;
  return (
    <Section title={t('children.joinedTitle')} aside={joined.length}>
      <ul className={classes['list']}>
        {joined.map((caseId) => (
          <li key={caseId}>
            <div className={classes['item']}>
              <span className={classes['line']}>
                <Link className={`mono ${classes['link']}`} to={`/children/${caseId}`}>
                  {referenceOf(caseId)}
                </Link>
                {editable && (
                  <ConfirmButton
                    label={t('children.separate')}
                    accessibleLabel={t('children.separateOf', { reference: referenceOf(caseId) })}
                    title={t('children.separateTitle')}
                    text={t('children.separateHelp')}
                    yes={t('children.separateYes')}
                    doing={separate}
                    onYes={() => separate.mutate(caseId)}
                  />
                )}
              </span>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
