import { Acceptance, ShelterKind } from '@abri/contracts/shelter';
import { Equipment, HouseService, Language } from '@abri/contracts/vocabulary';
import { Checkbox, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import type { GetInputPropsReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import classes from '../hotline/fields.module.css';
import { CommuneSelect } from '../ui/commune-select.js';
import own from './shelters-page.module.css';

export type Field = (path: string, options?: { type?: 'checkbox' | 'input' }) => GetInputPropsReturnType;

/** The fields of a shelter's public side, with its house rules. `field` gives an input's properties by its path. */
export function DetailsFields({ field }: { field: Field }) {
  const { t } = useTranslation();
  const takes = ['takesWomen', 'takesMen', 'takesChildren', 'takesPets'] as const;
  return (
    <>
      <div className={classes['grid']}>
        <TextInput label={t('shelters.name')} required {...field('details.name')} />
        <Select
          label={t('shelters.kind')}
          data={ShelterKind.options.map((value) => ({ value, label: t(`kind.${value}`) }))}
          allowDeselect={false}
          {...field('details.kind')}
        />
        <CommuneSelect label={t('shelters.commune')} required {...field('details.commune')} />
        <Select
          label={t('shelters.acceptance')}
          data={Acceptance.options.map((value) => ({ value, label: t(`acceptance.${value}`) }))}
          allowDeselect={false}
          {...field('details.acceptance')}
        />
      </div>
      <fieldset className={own['fieldset']}>
        <legend>{t('shelters.rules')}</legend>
        <div className={own['checks']}>
          {takes.map((rule) => (
            <Checkbox
              key={rule}
              label={t(`shelters.${rule}`)}
              {...field(`details.rules.${rule}`, { type: 'checkbox' })}
            />
          ))}
        </div>
        <div className={classes['grid']}>
          <NumberInput label={t('shelters.highestBoyAge')} min={0} max={17} {...field('details.rules.highestBoyAge')} />
          <TextInput
            type="time"
            label={t('shelters.arrivalsFrom')}
            description={t('shelters.arrivalsHint')}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            {...field('details.rules.arrivals.from')}
          />
          <TextInput type="time" label={t('shelters.arrivalsTo')} {...field('details.rules.arrivals.to')} />
        </div>
      </fieldset>
      <div className={classes['grid']}>
        <MultiSelect
          label={t('shelters.languages')}
          data={Language.options.map((value) => ({ value, label: t(`language.${value}`) }))}
          hidePickedOptions
          searchable
          {...field('details.languages')}
        />
        <MultiSelect
          label={t('shelters.services')}
          data={HouseService.options.map((value) => ({ value, label: t(`houseService.${value}`) }))}
          hidePickedOptions
          {...field('details.services')}
        />
        <MultiSelect
          label={t('shelters.equipment')}
          data={Equipment.options.map((value) => ({ value, label: t(`equipment.${value}`) }))}
          hidePickedOptions
          {...field('details.equipment')}
        />
      </div>
    </>
  );
}
