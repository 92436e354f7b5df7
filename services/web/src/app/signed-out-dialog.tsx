import { Button, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../ui/dialog.js';
import { whenSignedOut } from '../api/client.js';
import { useSignInAgain } from './sign-in-again.js';

/** Appears when the gateway says that the session has ended. The page stays as it is; the call survives the way to sign-in. */
export function SignedOutDialog({ worker, ended }: { worker: string; ended: boolean }) {
  const { t } = useTranslation();
  const signInAgain = useSignInAgain(worker);
  const [open, setOpen] = useState(false);
  useEffect(() => setOpen(ended), [ended]);
  useEffect(() => {
    whenSignedOut(() => setOpen(true));
    return () => whenSignedOut(() => {});
  }, []);
  return (
    <Dialog opened={open} onClose={() => setOpen(false)} title={t('signedOut.title')}>
      <Text mb="md">{t('signedOut.text')}</Text>
      <Button data-autofocus onClick={signInAgain}>
        {t('app.signIn')}
      </Button>
    </Dialog>
  );
}
