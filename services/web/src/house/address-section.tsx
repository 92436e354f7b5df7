import { ConfidentialAddress } from '@abri/contracts/capacity-api';
import { Button, Group, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { readAddress, useShelterCommand } from '../api/capacity.js';
import { HouseAddress } from '../hotline/house-address.js';
import { focusFirstError } from '../ui/focus-error.js';
import { formErrors } from '../ui/form-errors.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { Section } from '../ui/section.js';
import { AddressFields } from './address-fields.js';
import { type AddressForm, emptyAddress, toAddress } from './address-form.js';

/** The confidential address of a house: shown and changed only on an explicit press, each recorded. */
export function AddressSection({ shelterId }: { shelterId: string }) {
  const { t } = useTranslation();
  const [editing, setEditing] = useState<AddressForm | null>(null);
  const path = `/${shelterId}/address`;
  const read = useMutation({
    mutationFn: () => readAddress(path),
    gcTime: 0,
    onSuccess: ({ address }) => setEditing({ ...emptyAddress, ...address }),
  });
  return (
    <Section title={t('house.address')}>
      <Text size="sm" c="dimmed" mb="sm">
        {t('house.addressNote')}
      </Text>
      {editing ? (
        <Edit
          path={path}
          first={editing}
          onDone={() => {
            setEditing(null);
            read.reset();
          }}
        />
      ) : (
        <Group align="flex-start">
          <HouseAddress path={path} label={t('house.addressShow')} />
          <Button variant="default" loading={read.isPending} onClick={() => read.mutate()}>
            {t('house.addressEdit')}
          </Button>
          <ProblemAlert error={read.error} />
        </Group>
      )}
    </Section>
  );
}

function Edit({ path, first, onDone }: { path: string; first: AddressForm; onDone: () => void }) {
  const { t } = useTranslation();
  const form = useForm({
    mode: 'uncontrolled',
    initialValues: { address: first },
    validate: ({ address }) =>
      formErrors(z.object({ address: ConfidentialAddress }), { address: toAddress(address) }, () =>
        t('shelters.invalid'),
      ),
  });
  const save = useShelterCommand(
    (body: ConfidentialAddress) => ({ path, method: 'PUT', body }),
    () => {
      notifications.show({ message: t('app.saved') });
      onDone();
    },
  );
  return (
    <form
      onSubmit={form.onSubmit(
        ({ address }) => save.mutate(toAddress(address)),
        (errors) => focusFirstError(errors, form.getInputNode),
      )}
      noValidate
    >
      <AddressFields field={form.getInputProps} />
      <ProblemAlert error={save.error} />
      <Group mt="sm">
        <Button type="submit" loading={save.isPending}>
          {t('app.save')}
        </Button>
        <Button variant="default" onClick={onDone}>
          {t('app.cancel')}
        </Button>
      </Group>
    </form>
  );
}
