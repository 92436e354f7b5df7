import type { SessionView } from '@abri/contracts/board-api';
import { Menu } from '@mantine/core';
import { IconChevronDown, IconDevices, IconListDetails, IconLogout, IconUser } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import classes from './shell.module.css';
import { signOut } from './sign-out.js';

/** Whose session it is; opened, the way to all of one's own, and the ways to end them. */
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
        <Menu.Item component={Link} to="/sessions" leftSection={<IconListDetails size={16} aria-hidden />}>
          {t('sessions.title')}
        </Menu.Item>
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
