import type { SessionView } from '@abri/contracts/board-api';
import type { ShelterView } from '@abri/contracts/capacity-api';
import { communeOf } from '@abri/geo/district';
import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useShelters } from '../api/capacity.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { Section } from '../ui/section.js';
import { Waiting } from '../ui/waiting.js';
import { AddressSection } from './address-section.js';
import { Expected, Offers, Present } from './holds.js';
import { MovedOn } from './moved-on.js';
import classes from './house-page.module.css';
import { UnitGrid } from './unit-grid.js';

/** A house's own page: what to answer first, who is coming, who is there, and the rooms at a glance. */
export function HousePage({ session }: { session: SessionView }) {
  const { t } = useTranslation();
  const { shelterId } = useParams();
  const navigate = useNavigate();
  const shelters = useShelters();
  if (!shelters.data)
    return (
      <div className={classes['page']}>
        {shelters.isError ? (
          <ProblemAlert error={shelters.error} onRetry={() => void shelters.refetch()} />
        ) : (
          <Waiting />
        )}
      </div>
    );
  const own = shelters.data.shelters.filter(
    (shelter) => session.shelterIds.length === 0 || session.shelterIds.includes(shelter.shelterId),
  );
  const house = own.find((shelter) => shelter.shelterId === shelterId) ?? own[0];
  if (!house) return <Text p="xl">{t('house.none')}</Text>;
  return (
    <div className={classes['page']}>
      <header className={classes['header']}>
        <div>
          <h1>{house.name}</h1>
          <Text c="dimmed">
            {t(`kind.${house.kind}`)} · {communeOf(house.commune)?.name ?? house.commune}
          </Text>
        </div>
        {own.length > 1 && (
          <NativeSelect
            label={t('house.switch')}
            value={house.shelterId}
            onChange={({ currentTarget: { value } }) => void navigate(`/house/${value}`)}
            data={own.map(({ shelterId: value, name }) => ({ value, label: name }))}
          />
        )}
      </header>
      <House house={house} />
    </div>
  );
}

function House({ house }: { house: ShelterView }) {
  const { t } = useTranslation();
  const offers = house.holds.filter(({ state }) => state === 'offered');
  return (
    <div className={classes['columns']}>
      <div className={classes['column']}>
        <Section
          title={t('house.offers')}
          tone={offers.length > 0 ? 'next' : 'plain'}
          aside={offers.length || undefined}
        >
          <Offers house={house} />
        </Section>
        <Section title={t('house.expected')}>
          <Expected house={house} />
        </Section>
        <Section title={t('house.present')}>
          <Present house={house} />
        </Section>
        <MovedOn house={house} />
      </div>
      <div className={classes['column']}>
        <UnitGrid house={house} />
        <AddressSection shelterId={house.shelterId} key={house.shelterId} />
      </div>
    </div>
  );
}
