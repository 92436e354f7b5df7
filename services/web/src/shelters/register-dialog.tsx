import { RegisterShelter } from '@abri/contracts/capacity-api';
import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { IconPlus } from '@tabler/icons-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.js';
import { useShelterCommand } from '../api/capacity.js';
import { ApiProblem } from '../api/problem.js';
import { AddressFields } from '../house/address-fields.js';
import { focusFirstError } from '../ui/focus-error.js';
import { formErrors, pathOfPointer } from '../ui/form-errors.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { DetailsFields, type Field } from './details-fields.js';
import { emptyShelter, emptyUnit, formPath, toRegister } from './shelter-form.js';
import classes from './shelters-page.module.css';
import { UnitFields } from './unit-fields.js';

/** Registers a shelter with its units and its confidential address, in one step. */
export function RegisterDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    initialValues: emptyShelter,
    validate: (values) => {
      const errors = formErrors(RegisterShelter, toRegister(values), () => t('shelters.invalid'));
      return Object.fromEntries(Object.entries(errors).map(([path, text]) => [formPath(path), text]));
    },
  });
  const register = useShelterCommand(
    (body: unknown) => ({ path: '', body }),
    () => {
      notifications.show({ message: t('shelters.registered') });
      onClose();
    },
  );
  const { setErrors } = form;
  useEffect(() => {
    if (!(register.error instanceof ApiProblem)) return;
    const violations = register.error.problem.violations ?? [];
    setErrors(
      Object.fromEntries(violations.map(({ pointer, message }) => [formPath(pathOfPointer(pointer)), message])),
    );
  }, [register.error, setErrors]);
  const field: Field = form.getInputProps;
  return (
    <Dialog opened onClose={onClose} title={t('shelters.register')} size="64rem">
      <form
        onSubmit={form.onSubmit(
          (values) => register.mutate(toRegister(values)),
          (errors) => focusFirstError(errors, form.getInputNode),
        )}
        noValidate
      >
        <h3>{t('shelters.details')}</h3>
        <DetailsFields field={field} />
        <h3>{t('shelters.address')}</h3>
        <AddressFields field={field} />
        <h3>{t('shelters.units')}</h3>
        {form.values.units.map((unit, index) => (
          <div
            key={index}
            className={classes['unitRow']}
            role="group"
            aria-label={t('shelters.unit', { n: index + 1 })}
          >
            <UnitFields field={field} at={`units.${index}`} />
            {form.values.units.length > 1 && (
              <Button
                size="xs"
                variant="subtle"
                color="gray"
                aria-label={t('shelters.removeUnitOf', { unit: unit.label })}
                onClick={() => form.removeListItem('units', index)}
              >
                {t('shelters.removeUnit')}
              </Button>
            )}
          </div>
        ))}
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => form.insertListItem('units', emptyUnit(form.values.units.length + 1))}
        >
          {t('shelters.addUnit')}
        </Button>
        <ProblemAlert error={register.error} />
        <Group mt="lg">
          <Button type="submit" loading={register.isPending}>
            {t('shelters.register')}
          </Button>
          <Button variant="default" onClick={onClose}>
            {t('app.cancel')}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
