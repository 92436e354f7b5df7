import type { ShelterView } from '@abri/contracts/capacity-api';
import { freePlaces, OutOfServiceReason, type Unit } from '@abri/contracts/shelter';
import { referenceOf } from '@abri/contracts/placement';
import { Button, Text } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleHalf2,
  IconTool,
  IconUsers,
  IconWheelchair,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useShelterCommand } from '../api/capacity.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { ReasonMenu } from '../ui/reason-menu.js';
import { Section } from '../ui/section.js';
import classes from './house-page.module.css';
import { type UnitState, unitState } from './unit-state.js';

const icons: Readonly<Record<UnitState, typeof IconTool>> = {
  free: IconCircleCheck,
  held: IconCircleDashed,
  part: IconCircleHalf2,
  occupied: IconUsers,
  out: IconTool,
};

/** The units of a house at a glance: each state has its word and its sign beside the colour. */
export function UnitGrid({ house }: { house: ShelterView }) {
  const { t } = useTranslation();
  const free = house.units.reduce((sum, unit) => sum + freePlaces(house, unit).beds, 0);
  const counts = new Map<UnitState, number>();
  for (const unit of house.units) {
    const { state } = unitState(house, unit);
    counts.set(state, (counts.get(state) ?? 0) + 1);
  }
  return (
    <Section title={t('house.units')} aside={t('house.freeBeds', { count: free })}>
      <p className={classes['tally']}>
        {[...counts].map(([state, count]) => (
          <span key={state}>{t('house.tally', { state: t(`unitState.${state}`), count })}</span>
        ))}
      </p>
      <ul className={classes['units']}>
        {house.units.map((unit) => (
          <li key={unit.unitId}>
            <UnitCard house={house} unit={unit} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function UnitCard({ house, unit }: { house: ShelterView; unit: Unit }) {
  const { t } = useTranslation();
  const path = `/${house.shelterId}/units/${unit.unitId}`;
  const takeOut = useShelterCommand((reason: (typeof OutOfServiceReason.options)[number]) => ({
    path: `${path}/out-of-service`,
    body: { reason },
  }));
  const putBack = useShelterCommand(() => ({ path: `${path}/return-to-service` }));
  const { state, holds } = unitState(house, unit);
  const Icon = icons[state];
  return (
    <div className={classes['unit']} data-state={state} data-testid={`unit-${unit.unitId}`}>
      <div className={classes['unitHead']}>
        <strong>{unit.label}</strong>
        {unit.stepFree && <IconWheelchair size={16} aria-label={t('shelters.stepFree')} role="img" />}
      </div>
      <span className={classes['state']}>
        <Icon size={16} aria-hidden />
        {t(`unitState.${state}`)}
        {unit.service.state === 'outOfService' && ` – ${t(`outOfService.${unit.service.reason}`)}`}
      </span>
      <span>
        {unit.sharing === 'shared'
          ? t('house.bedsOf', { free: freePlaces(house, unit).beds, total: unit.beds })
          : t('hotline.beds', { count: unit.beds })}
        {unit.cots > 0 && `, ${t('hotline.cots', { count: unit.cots })}`}
      </span>
      {holds.length > 0 && (
        <Text size="sm" c="dimmed" className="mono">
          {holds.map((hold) => referenceOf(hold.requestId)).join(', ')}
        </Text>
      )}
      <ProblemAlert error={takeOut.error ?? putBack.error} />
      <div className={classes['unitFoot']}>
        {state === 'free' && (
          <ReasonMenu
            label={t('house.outOfService')}
            accessibleLabel={t('house.outOfServiceOf', { unit: unit.label })}
            title={t('request.reason')}
            reasons={OutOfServiceReason.options.map((value) => ({ value, label: t(`outOfService.${value}`) }))}
            busy={takeOut.isPending}
            onPick={(reason) => takeOut.mutate(reason)}
            button={{ size: 'compact-xs', variant: 'default', maw: '100%' }}
          />
        )}
        {state === 'out' && (
          <Button
            size="compact-xs"
            variant="default"
            aria-label={t('house.returnOf', { unit: unit.label })}
            loading={putBack.isPending}
            onClick={() => putBack.mutate(undefined)}
          >
            {t('house.returnToService')}
          </Button>
        )}
      </div>
    </div>
  );
}
