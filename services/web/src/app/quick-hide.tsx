import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PlainPage } from './plain-page.js';

const kept = 'abri.plain';
/** Two presses of Escape within this time hide the screen. */
const doublePressMs = 600;
const HideContext = createContext<{ hide: () => void }>({ hide: () => {} });
export const useHide = () => useContext(HideContext);

const icon = () => document.querySelector<HTMLLinkElement>('link[rel="icon"]');
function dress(title: string, favicon: string): void {
  document.title = title;
  const link = icon();
  if (link) link.href = favicon;
}

/**
 * The quick way to hide. While hidden, nothing of the app is in the document: a plain calendar is, with its own title and
 * icon, the address bar shows the root, and a reload stays hidden. The present call lies above and is not lost.
 */
export function HideProvider({ children }: { children: ReactNode }) {
  const { t, i18n } = useTranslation();
  const [back, setBack] = useState<string | null>(() => sessionStorage.getItem(kept));
  const hidden = back !== null;
  const hide = useCallback(() => {
    const here = location.pathname;
    sessionStorage.setItem(kept, here);
    history.replaceState(history.state, '', '/');
    setBack(here);
  }, []);
  const show = useCallback(() => {
    history.replaceState(history.state, '', sessionStorage.getItem(kept) ?? '/');
    sessionStorage.removeItem(kept);
    setBack(null);
  }, []);
  useEffect(() => {
    if (hidden) dress(t('hide.title'), '/favicon-plain.svg');
    else dress(t('app.name'), '/favicon.svg');
  }, [hidden, t, i18n.language]);
  useEffect(() => {
    if (hidden) return;
    let last = Number.NEGATIVE_INFINITY;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.repeat) return;
      if (event.timeStamp - last <= doublePressMs) hide();
      last = event.timeStamp;
    };
    // In the capture phase: an open dialog must not swallow it.
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [hidden, hide]);
  const value = useMemo(() => ({ hide }), [hide]);
  return <HideContext value={value}>{hidden ? <PlainPage onBack={show} /> : children}</HideContext>;
}
