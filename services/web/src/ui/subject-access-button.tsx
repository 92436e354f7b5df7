import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { call } from '../api/client.js';
import { ConfirmButton } from './confirm-button.js';
import { saveFile } from './save-file.js';

/**
 * Saves what is held about the person of a case, for them. It says first what to look at before the file is handed over. `of` is their name,
 * where there are several on the page.
 */
export function SubjectAccessButton({ path, schema, of }: { path: string; schema: z.ZodType; of?: string }) {
  const { t } = useTranslation();
  const ask = useMutation({
    mutationFn: () => call({ path: `${path}/subject-access`, schema }),
    // The name of the file tells nobody whose it is.
    onSuccess: (held) =>
      saveFile(new Blob([JSON.stringify(held, null, 2)], { type: 'application/json' }), 'abri-article-15.json'),
  });
  return (
    <ConfirmButton
      label={t('subjectAccess.button')}
      {...(of === undefined ? {} : { accessibleLabel: t('subjectAccess.buttonOf', { name: of }) })}
      title={t('subjectAccess.title')}
      text={t('subjectAccess.help')}
      yes={t('subjectAccess.save')}
      doing={ask}
      onYes={(close) => ask.mutate(undefined, { onSuccess: close })}
      button={{ variant: 'subtle' }}
    />
  );
}
