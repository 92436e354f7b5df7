import { Button, type ButtonProps, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.js';
import { ProblemAlert } from './problem-alert.js';

/** A button for what cannot be taken back easily: it asks first, in a dialog that says what will happen. */
export function ConfirmButton(o: {
  label: string;
  /** Where the label alone does not tell it from its neighbours. */
  accessibleLabel?: string;
  title: string;
  text: string;
  yes: string;
  doing: { isPending: boolean; error: unknown };
  /** `close` ends the dialog, for what leaves the page as it is. */
  onYes: (close: () => void) => void;
  button?: ButtonProps;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const close = () => setAsking(false);
  const color = o.button?.color;
  return (
    <>
      <Button
        size="xs"
        variant="default"
        {...o.button}
        aria-label={o.accessibleLabel ?? undefined}
        onClick={() => setAsking(true)}
      >
        {o.label}
      </Button>
      <Dialog opened={asking} onClose={close} title={o.title}>
        <Text>{o.text}</Text>
        <ProblemAlert error={o.doing.error} />
        <Group mt="md">
          <Button {...(color ? { color } : {})} loading={o.doing.isPending} onClick={() => o.onYes(close)}>
            {o.yes}
          </Button>
          <Button variant="default" onClick={close}>
            {t('app.cancel')}
          </Button>
        </Group>
      </Dialog>
    </>
  );
}
