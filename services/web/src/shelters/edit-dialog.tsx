import type { ShelterView } from '@abri/contracts/capacity-api';
import { ShelterDetails, type Unit, UnitDetails } from '@abri/contracts/shelter';
import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.js';
import { z } from 'zod';
import { useShelterCommand } from '../api/capacity.js';
import { UnitGrid } from '../house/unit-grid.js';
import { focusFirstError } from '../ui/focus-error.js';
import { formErrors } from '../ui/form-errors.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { DetailsFields } from './details-fields.js';
import { detailsOf, emptyUnit, unitDetailsOf } from './shelter-form.js';
import classes from './shelters-page.module.css';
import { UnitFields } from './unit-fields.js';

/** Changes a shelter: its details, its units, and which of them are out of service. */
export function EditDialog({ shelter, onClose }: { shelter: ShelterView; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog opened onClose={onClose} title={t('shelters.edit', { name: shelter.name })} size="64rem">
      <Details shelter={shelter} />
      <UnitGrid house={shelter} />
      <h3>{t('shelters.editUnits')}</h3>
      {shelter.units.map((unit) => (
        <UnitEdit key={unit.unitId} shelter={shelter} unit={unit} />
      ))}
      <UnitEdit key={shelter.units.length} shelter={shelter} />
    </Dialog>
  );
}

function Details({ shelter }: { shelter: ShelterView }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: { details: detailsOf(shelter) },
    validate: (values) => formErrors(z.object({ details: ShelterDetails }), values, () => t('shelters.invalid')),
  });
  const save = useShelterCommand(
    (body: ShelterDetails) => ({ path: `/${shelter.shelterId}`, method: 'PUT', body }),
    () => notifications.show({ message: t('shelters.changed') }),
  );
  return (
    <form
      onSubmit={form.onSubmit(
        ({ details }) => save.mutate(details),
        (errors) => focusFirstError(errors, form.getInputNode),
      )}
      noValidate
    >
      <DetailsFields field={form.getInputProps} />
      <ProblemAlert error={save.error} />
      <Group my="md">
        <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
          {t('app.save')}
        </Button>
      </Group>
    </form>
  );
}

/** One unit that is there, or a new one. */
function UnitEdit({ shelter, unit }: { shelter: ShelterView; unit?: Unit }) {
  const { t } = useTranslation();
  const first = unit ? unitDetailsOf(unit) : emptyUnit(shelter.units.length + 1);
  const form = useForm({
    initialValues: { unit: first },
    validate: (values) => formErrors(z.object({ unit: UnitDetails }), values, () => t('shelters.invalid')),
  });
  const path = `/${shelter.shelterId}/units`;
  const save = useShelterCommand(
    (body: UnitDetails) => (unit ? { path: `${path}/${unit.unitId}`, method: 'PUT', body } : { path, body }),
    () => {
      notifications.show({ message: t('shelters.changed') });
      form.resetDirty();
    },
  );
  const remove = useShelterCommand((unitId: string) => ({ path: `${path}/${unitId}`, method: 'DELETE' }));
  return (
    <form
      className={classes['unitRow']}
      aria-label={unit ? t('shelters.editUnit', { unit: unit.label }) : t('shelters.addUnit')}
      onSubmit={form.onSubmit((values) => save.mutate(values.unit))}
      noValidate
    >
      <UnitFields field={form.getInputProps} at="unit" />
      <Group gap="xs">
        <Button size="xs" type="submit" loading={save.isPending} disabled={Boolean(unit) && !form.isDirty()}>
          {unit ? t('app.save') : t('shelters.addUnit')}
        </Button>
        {unit && (
          <Button
            size="xs"
            variant="subtle"
            color="gray"
            aria-label={t('shelters.removeUnitOf', { unit: unit.label })}
            loading={remove.isPending}
            onClick={() => remove.mutate(unit.unitId)}
          >
            {t('shelters.removeUnit')}
          </Button>
        )}
      </Group>
      <ProblemAlert error={save.error ?? remove.error} />
    </form>
  );
}
