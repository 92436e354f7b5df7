import { freePlaces } from '@abri/contracts/shelter';
import { communeOf } from '@abri/geo/district';
import { Button, Group, Table, Text, TextInput } from '@mantine/core';
import { IconDownload, IconPlus, IconUpload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useShelters } from '../api/capacity.js';
import { callText } from '../api/client.js';
import { plain } from '../ui/plain-text.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { saveFile } from '../ui/save-file.js';
import { Waiting } from '../ui/waiting.js';
import { EditDialog } from './edit-dialog.js';
import { ImportDialog } from './import-dialog.js';
import { RegisterDialog } from './register-dialog.js';
import classes from './shelters-page.module.css';

/** All shelters: find, register, change, import and export. */
export function SheltersPage() {
  const { t, i18n } = useTranslation();
  const shelters = useShelters();
  const navigate = useNavigate();
  const { shelterId } = useParams();
  const [search, setSearch] = useState('');
  const [dialog, setDialog] = useState<'register' | 'import' | null>(null);
  const save = useMutation({
    mutationFn: () => callText(`/capacity/exports/shelters${i18n.language === 'fr' ? '?separator=semicolon' : ''}`),
    onSuccess: (csv) => saveFile(new Blob([csv], { type: 'text/csv' }), 'shelters.csv'),
  });
  const all = shelters.data?.shelters ?? [];
  const shown = all
    .map((shelter) => ({ shelter, commune: communeOf(shelter.commune)?.name ?? shelter.commune }))
    .filter(({ shelter, commune }) => plain(`${shelter.name} ${commune}`).includes(plain(search)))
    .sort((a, b) => a.shelter.name.localeCompare(b.shelter.name, 'fr'));
  const edited = all.find((shelter) => shelter.shelterId === shelterId);
  return (
    <div className={classes['page']}>
      <header className={classes['header']}>
        <h1>{t('shelters.title')}</h1>
        <Group gap="xs">
          <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setDialog('register')}>
            {t('shelters.register')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconUpload size={16} aria-hidden />}
            onClick={() => setDialog('import')}
          >
            {t('shelters.import')}
          </Button>
          <Button
            variant="default"
            leftSection={<IconDownload size={16} aria-hidden />}
            loading={save.isPending}
            onClick={() => save.mutate()}
          >
            {t('shelters.export')}
          </Button>
        </Group>
      </header>
      <ProblemAlert error={save.error ?? shelters.error} />
      <TextInput
        type="search"
        aria-label={t('shelters.search')}
        placeholder={t('shelters.search')}
        value={search}
        onChange={({ currentTarget: { value } }) => setSearch(value)}
        maw="24rem"
      />
      {shelters.isPending && <Waiting />}
      {shelters.data && shown.length === 0 && <Text c="dimmed">{t('shelters.none')}</Text>}
      {shown.length > 0 && (
        <div className={`table-scroll ${classes['table']}`}>
          <Table verticalSpacing="xs">
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('shelters.name')}</Table.Th>
                <Table.Th>{t('shelters.kind')}</Table.Th>
                <Table.Th>{t('shelters.commune')}</Table.Th>
                <Table.Th>{t('shelters.beds')}</Table.Th>
                <Table.Th>{t('shelters.rules')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map(({ shelter, commune }) => (
                <Table.Tr key={shelter.shelterId}>
                  <Table.Td>
                    <button
                      type="button"
                      className={classes['link']}
                      onClick={() => void navigate(`/shelters/${shelter.shelterId}`)}
                    >
                      {shelter.name}
                    </button>
                    <span className={classes['where']}>
                      {commune} · {t(`kind.${shelter.kind}`)}
                    </span>
                  </Table.Td>
                  <Table.Td>{t(`kind.${shelter.kind}`)}</Table.Td>
                  <Table.Td>{commune}</Table.Td>
                  <Table.Td className="num">
                    {t('shelters.freeOf', {
                      free: shelter.units.reduce((sum, unit) => sum + freePlaces(shelter, unit).beds, 0),
                      total: shelter.units.reduce((sum, unit) => sum + unit.beds, 0),
                    })}
                  </Table.Td>
                  <Table.Td>
                    {(['takesWomen', 'takesMen', 'takesChildren', 'takesPets'] as const)
                      .filter((rule) => shelter.rules[rule])
                      .map((rule) => t(`shelters.${rule}`).toLowerCase())
                      .join(', ')}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
      {dialog === 'register' && <RegisterDialog onClose={() => setDialog(null)} />}
      {dialog === 'import' && <ImportDialog onClose={() => setDialog(null)} />}
      {edited && <EditDialog shelter={edited} key={edited.shelterId} onClose={() => void navigate('/shelters')} />}
    </div>
  );
}
