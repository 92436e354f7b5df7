import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

/** A dialog over the page. Its heading is no banner of the page, which Mantine's own header would be. */
export function Dialog(o: { opened: boolean; onClose: () => void; title: string; size?: string; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <Modal.Root
      classNames={{ content: classes['content'] ?? '' }}
      opened={o.opened}
      onClose={o.onClose}
      lockScroll={false}
      centered
      size={o.size ?? '30rem'}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes['head']}>
          <Modal.Title className={classes['title']}>{o.title}</Modal.Title>
          <Modal.CloseButton aria-label={t('app.close')} />
        </div>
        <Modal.Body>{o.children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
