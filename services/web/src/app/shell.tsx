import type { SessionView } from '@abri/contracts/board-api';
import { useMantineColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconEyeOff, IconKeyboard, IconLogin2, IconSunMoon } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink, useLocation } from 'react-router';
import { locales } from '../i18n/setup.js';
import { AccountMenu } from './account-menu.js';
import { LineNotice } from './line-notice.js';
import { useKeptFocus } from './kept-focus.js';
import { pagesFor } from './pages.js';
import { useHide } from './quick-hide.js';
import classes from './shell.module.css';
import { ShortcutsHelp } from './shortcuts-help.js';
import { useShortcuts } from './shortcuts.js';

/** The frame of every page: who is signed in, the pages, the way to hide, and what must not be missed on any page. */
export function Shell(o: { session: SessionView | null; live: boolean; banner?: ReactNode; children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const { hide } = useHide();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [help, setHelp] = useState(false);
  const dark = colorScheme === 'dark' || (colorScheme === 'auto' && matchMedia('(prefers-color-scheme: dark)').matches);
  const content = useRef<HTMLElement>(null);
  const top = useElementSize();
  useEffect(() => {
    // What scrolls under the bar, or sticks below it, must know how high it is.
    document.documentElement.style.setProperty('--abri-top', `${top.height}px`);
  }, [top.height]);
  const { pathname } = useLocation();
  const shown = useRef(pathname);
  useEffect(() => {
    // A new page is read from its top; dialogs and the first page keep their own focus.
    if (shown.current !== pathname && !document.querySelector('[role=dialog]')) content.current?.focus();
    shown.current = pathname;
  }, [pathname]);
  useKeptFocus(content);
  useShortcuts({ '?': () => setHelp(true) });
  return (
    <div className={classes['shell']}>
      <a className={classes['skip']} href="#content">
        {t('app.skip')}
      </a>
      <div className={classes['top']} ref={top.ref}>
        <header className={classes['bar']}>
          <span className={classes['brand']}>
            <img src="/favicon.svg" alt="" width={26} height={26} />
            <span>{t('app.name')}</span>
          </span>
          {o.session && (
            <nav className={classes['nav']} aria-label={t('app.menu')}>
              {pagesFor(o.session.roles).map(({ path, label }) => (
                <NavLink key={path} to={path} end={path === '/hotline'}>
                  {t(label)}
                </NavLink>
              ))}
            </nav>
          )}
          <div className={classes['tools']}>
            {o.session && <AccountMenu session={o.session} />}
            <span role="group" aria-label={t('app.language')} className={classes['languages']}>
              {locales.map((locale) => (
                <button
                  key={locale}
                  type="button"
                  lang={locale}
                  aria-pressed={i18n.language === locale}
                  onClick={() => void i18n.changeLanguage(locale)}
                >
                  {locale.toUpperCase()}
                </button>
              ))}
            </span>
            <button
              type="button"
              className={classes['tool']}
              aria-label={t('app.theme')}
              title={t('app.theme')}
              onClick={() => setColorScheme(dark ? 'light' : 'dark')}
            >
              <IconSunMoon size={18} aria-hidden />
            </button>
            {o.session && (
              <button
                type="button"
                className={classes['tool']}
                aria-label={t('keys.open')}
                title={`${t('keys.open')} (?)`}
                onClick={() => setHelp(true)}
              >
                <IconKeyboard size={18} aria-hidden />
              </button>
            )}
            {!o.session && (
              <a className={classes['tool']} href="/auth/login" aria-label={t('app.signIn')} title={t('app.signIn')}>
                <IconLogin2 size={18} aria-hidden />
              </a>
            )}
            <button type="button" className={classes['hide']} title={t('hide.hint')} onClick={hide}>
              <IconEyeOff size={18} aria-hidden />
              {t('hide.button')}
            </button>
          </div>
        </header>
        {o.banner}
        <LineNotice live={o.live} />
      </div>
      <main id="content" ref={content} tabIndex={-1} className={classes['main']}>
        {o.children}
      </main>
      <ShortcutsHelp opened={help} onClose={() => setHelp(false)} />
    </div>
  );
}
