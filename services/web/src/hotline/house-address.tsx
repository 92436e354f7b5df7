import type { AddressView } from '@abri/contracts/capacity-api';
import { Button, Text } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { readAddress } from '../api/capacity.js';
import { ProblemAlert } from '../ui/problem-alert.js';
import { dayTimeWords } from '../ui/words.js';
import classes from './house-address.module.css';

/** A confidential address: read only on an explicit press, kept in this component's memory and nowhere else. */
export function HouseAddress({ path, label }: { path: string; label?: string }) {
  const { t } = useTranslation();
  const reading = useMutation({ mutationFn: () => readAddress(path), gcTime: 0 });
  return (
    <div className={classes['box']}>
      {reading.data ? (
        <Shown view={reading.data} onHide={reading.reset} />
      ) : (
        <>
          <Button
            variant="default"
            leftSection={<IconMapPin size={16} aria-hidden />}
            loading={reading.isPending}
            onClick={() => reading.mutate()}
            data-testid="reveal-address"
          >
            {label ?? t('request.reveal')}
          </Button>
          <Text size="sm" c="dimmed">
            {t('request.revealNote')}
          </Text>
        </>
      )}
      <ProblemAlert error={reading.error} />
    </div>
  );
}

function Shown({ view, onHide }: { view: AddressView; onHide: () => void }) {
  const { t, i18n } = useTranslation();
  const { street, postalCode, city, phone, directions } = view.address;
  return (
    <>
      <address className={classes['address']} data-testid="address" aria-label={t('request.address')}>
        <strong>{street}</strong>
        <strong>
          {postalCode} {city}
        </strong>
        {phone && (
          <span>
            {t('request.labelled', { label: t('request.phone') })}{' '}
            <a href={`tel:${phone.replace(/\s/g, '')}`}>{phone}</a>
          </span>
        )}
        {directions && (
          <span>
            {t('request.labelled', { label: t('request.directions') })} {directions}
          </span>
        )}
      </address>
      <Text size="sm" c="dimmed">
        {t('request.addressShown', { at: dayTimeWords(i18n.language, view.readAt) })}
      </Text>
      <Button size="xs" variant="default" onClick={onHide}>
        {t('request.hideAddress')}
      </Button>
    </>
  );
}
