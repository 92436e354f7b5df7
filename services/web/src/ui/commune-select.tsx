import { communes } from '@abri/geo/district';
import { type ComboboxItem, type OptionsFilter, Select, type SelectProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { plain } from './plain-text.js';

const options = communes
  .map(({ code, name }) => ({ value: code, label: name }))
  .sort((a, b) => a.label.localeCompare(b.label, 'fr'));

/** Names that begin with what was typed come first; accents and hyphens do not matter. */
const filter: OptionsFilter = ({ options: all, search }) => {
  const wanted = plain(search);
  const items = (all as ComboboxItem[]).filter(({ label }) => plain(label).includes(wanted));
  const rank = ({ label }: ComboboxItem) => (plain(label).startsWith(wanted) ? 0 : 1);
  return items.sort((a, b) => rank(a) - rank(b));
};

/** One of the district's communes, by typing its name. The value is the INSEE code. */
export function CommuneSelect(props: SelectProps) {
  const { t } = useTranslation();
  return (
    <Select
      data={options}
      filter={filter}
      searchable
      clearable={!props.required}
      selectFirstOptionOnChange
      placeholder={t('hotline.communeSearch')}
      nothingFoundMessage={t('hotline.nothingFound')}
      maxDropdownHeight={260}
      {...props}
    />
  );
}
