import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../ui/dialog.js';
import { ProblemAlert } from '../../ui/problem-alert.js';
import { useCalendarLink, useEndCalendar } from './api.js';

/** The secret address of the own calendar feed: shown once, when it is made. */
export function CalendarDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const make = useCalendarLink();
  const end = useEndCalendar();
  const address = make.data && `${location.origin}${make.data.path}?lang=${i18n.language === 'en' ? 'en' : 'fr'}`;
  return (
    <Dialog opened onClose={onClose} title={t('children.calendarTitle')}>
      <Stack gap="sm">
        <Text size="sm">{t('children.calendarHelp')}</Text>
        <ProblemAlert error={make.error ?? end.error} />
        {address && !end.isSuccess && (
          <TextInput
            label={t('children.calendarLink')}
            value={address}
            readOnly
            onFocus={({ currentTarget }) => currentTarget.select()}
          />
        )}
        <Group>
          <Button
            loading={make.isPending}
            onClick={() => {
              end.reset();
              make.mutate();
            }}
          >
            {t('children.calendarNew')}
          </Button>
          <Button variant="default" loading={end.isPending} onClick={() => end.mutate()}>
            {t('children.calendarEnd')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
