import type { ShelterView } from '@abri/contracts/capacity-api';
import { referenceOf } from '@abri/contracts/placement';
import type { MovedOn as Moved } from '@abri/contracts/shelter';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNow } from '../ui/now.js';
import { Section } from '../ui/section.js';
import { dayTimeWords } from '../ui/words.js';
import classes from './house-page.module.css';
import { unitLabels } from './unit-state.js';

const shownForMs = 24 * 3_600_000;

/** Households that the hotline has moved to another house since yesterday. Which house it is, is not told. */
export function MovedOn({ house }: { house: ShelterView }) {
  const { t } = useTranslation();
  const now = useNow(60_000);
  const moved = (house.movedOn ?? []).filter(({ at }) => now - Date.parse(at) < shownForMs).reverse();
  return (
    <div role="status">
      {moved.length > 0 && (
        <Section title={t('house.movedOn')}>
          <ul className={classes['list']}>
            {moved.map((one) => (
              <li key={one.holdId}>
                <Row house={house} moved={one} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Row({ house, moved }: { house: ShelterView; moved: Moved }) {
  const { t, i18n } = useTranslation();
  return (
    <div className={classes['hold']} data-testid="moved-on">
      <div className={classes['who']}>
        <strong className="mono">{referenceOf(moved.requestId)}</strong>
        <span>{t(moved.arrived ? 'house.movedOnArrived' : 'house.movedOnExpected')}</span>
        <Text span c="dimmed" size="sm">
          {unitLabels(house, moved).join(', ')}
        </Text>
      </div>
      <Text span c="dimmed" size="sm">
        {t('house.movedOnAt', { at: dayTimeWords(i18n.language, moved.at) })}
      </Text>
    </div>
  );
}
