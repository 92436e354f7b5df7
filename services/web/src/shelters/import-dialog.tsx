import { ImportResult } from '@abri/contracts/capacity-api';
import { Alert, Button, FileInput, Group, Table, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.js';
import { call } from '../api/client.js';
import { ApiProblem, problemName } from '../api/problem.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { importErrors } from './import-errors.js';

/** As much as capacity takes in one file. */
const mostBytes = 1024 * 1024;

/** Imports shelters from a CSV: every bad line is shown, and then nothing was imported. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  // The key belongs to the file: sending the same one again never imports twice.
  const [key, setKey] = useState(() => crypto.randomUUID());
  const load = useMutation({
    mutationFn: (chosen: File) =>
      call({
        path: '/capacity/imports/shelters',
        method: 'POST',
        csv: chosen,
        key,
        schema: ImportResult,
      }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['capacity'] }),
  });
  const violations =
    load.error instanceof ApiProblem && problemName(load.error.problem) === 'csv-not-valid'
      ? importErrors(load.error.problem.violations ?? [])
      : [];
  const tooLarge = file !== null && file.size > mostBytes;
  return (
    <Dialog opened onClose={onClose} title={t('shelters.importTitle')} size="48rem">
      <Text mb="sm">{t('shelters.importText')}</Text>
      <FileInput
        label={t('shelters.importFile')}
        accept=".csv,text/csv"
        value={file}
        error={tooLarge ? t('shelters.tooLarge') : undefined}
        onChange={(chosen) => {
          setFile(chosen);
          setKey(crypto.randomUUID());
          load.reset();
        }}
        clearable
      />
      <Group my="md">
        <Button
          disabled={!file || tooLarge || load.isSuccess}
          loading={load.isPending}
          onClick={() => file && load.mutate(file)}
        >
          {t('shelters.importDo')}
        </Button>
      </Group>
      {load.data && (
        <Alert color="teal" role="status">
          {t('shelters.importDone', {
            shelters: load.data.shelters,
            units: load.data.units,
            already: load.data.alreadyThere,
          })}
        </Alert>
      )}
      {violations.length > 0 ? (
        <div role="alert">
          <Text fw={600} c="var(--abri-danger)">
            {t('shelters.importBad', { count: violations.length })}
          </Text>
          <div className="table-scroll">
            <Table data-testid="import-errors">
              <Table.Thead>
                <Table.Tr>
                  <Table.Th>{t('shelters.importLine')}</Table.Th>
                  <Table.Th>{t('shelters.importColumn')}</Table.Th>
                  <Table.Th>{t('shelters.importWhat')}</Table.Th>
                </Table.Tr>
              </Table.Thead>
              <Table.Tbody>
                {violations.map(({ line, column, message }) => (
                  <Table.Tr key={`${line} ${column} ${message}`}>
                    <Table.Td className="num">{line || ''}</Table.Td>
                    <Table.Td className="mono">{column}</Table.Td>
                    <Table.Td lang="en">{message}</Table.Td>
                  </Table.Tr>
                ))}
              </Table.Tbody>
            </Table>
          </div>
        </div>
      ) : (
        <ProblemAlert error={load.error} onRetry={file ? () => load.mutate(file) : undefined} />
      )}
    </Dialog>
  );
}
