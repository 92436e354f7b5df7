import { Checkbox, NumberInput, Select, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Field } from './details-fields.js';
import classes from './shelters-page.module.css';

/** The fields of one unit, in a row. `at` is its path in the form, such as `units.0`. */
export function UnitFields({ field, at }: { field: Field; at: string }) {
  const { t } = useTranslation();
  return (
    <div className={classes['unit']}>
      <TextInput label={t('shelters.label')} required {...field(`${at}.label`)} />
      <NumberInput label={t('shelters.beds')} min={1} max={40} allowDecimal={false} {...field(`${at}.beds`)} />
      <NumberInput label={t('shelters.cots')} min={0} max={10} allowDecimal={false} {...field(`${at}.cots`)} />
      <Select
        label={t('shelters.sharing')}
        data={[
          { value: 'exclusive', label: t('sharing.exclusive') },
          { value: 'shared', label: t('sharing.shared') },
        ]}
        allowDeselect={false}
        {...field(`${at}.sharing`)}
      />
      <Checkbox label={t('shelters.stepFree')} {...field(`${at}.stepFree`, { type: 'checkbox' })} />
    </div>
  );
}
