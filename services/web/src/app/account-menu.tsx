import type { SessionView } from '@abri/contracts/board-api';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconDevices, IconLogout, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './shell.module.css';
import { signOut } from './sign-out.js';

/** Whose session it is; opened, the ways to end it. */
export function AccountMenu(o: { session: SessionView }) {
  const { t } = useTranslation();
  return (
    <Menu shadow="md" width={270} position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <button type="button" className={classes['who']} title={t('app.account')}>
          <IconUser size={16} aria-hidden />
          <span className={classes['whose']}>
            {o.session.name}
            <IconChevronDown size={14} aria-hidden />
          </span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void signOut()}>
          {t('app.signOut')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconDevices size={16} aria-hidden />}
          onClick={() => void signOut({ everywhere: true })}
        >
          {t('app.signOutEverywhere')}
          <small className={classes['hint']}>{t('app.signOutEverywhereHint')}</small>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
