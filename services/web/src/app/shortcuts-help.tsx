import { Anchor, Switch, Table } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Dialog } from '../ui/dialog.js';
import { setSingleKeys, singleKeysOn } from './shortcuts.js';

const rows = [
  { keys: ['?'], label: 'keys.help' },
  { keys: ['Esc', 'Esc'], label: 'keys.hide' },
  { keys: ['Ctrl+Enter'], label: 'keys.best' },
  { keys: ['1', '2', '3', '4'], label: 'keys.addPerson' },
  { keys: ['d'], label: 'keys.danger' },
  { keys: ['a'], label: 'keys.alert' },
  { keys: ['o / y', 'n', 'i / u'], label: 'keys.answers' },
  { keys: ['Ctrl+Delete'], label: 'keys.next' },
] as const;

/** The list of shortcuts, and the switch that turns the single-key ones off. */
export function ShortcutsHelp({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  const [single, setSingle] = useState(singleKeysOn);
  return (
    <Dialog opened={opened} onClose={onClose} title={t('keys.title')}>
      <Table>
        <Table.Tbody>
          {rows.map(({ keys, label }) => (
            <Table.Tr key={label}>
              <Table.Td>
                {keys.map((key, index) => (
                  <span key={index}>
                    <kbd>{key}</kbd>{' '}
                  </span>
                ))}
              </Table.Td>
              <Table.Td>{t(label)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Switch
        mt="md"
        label={t('keys.single')}
        checked={single}
        onChange={({ currentTarget: { checked } }) => {
          setSingleKeys(checked);
          setSingle(checked);
        }}
      />
      <Anchor component={Link} to="/api-docs" onClick={onClose} mt="md" display="inline-block">
        {t('keys.api')}
      </Anchor>
    </Dialog>
  );
}
