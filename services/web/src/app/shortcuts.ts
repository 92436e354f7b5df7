import { useEffect, useRef } from 'react';

const name = 'abri.singleKeys';
/** Whether shortcuts of a single character are on (WCAG 2.1.4: they can be turned off). */
export const singleKeysOn = (): boolean => localStorage.getItem(name) !== 'off';
export const setSingleKeys = (on: boolean): void => localStorage.setItem(name, on ? 'on' : 'off');

/** The name of a key press, such as `?`, `d` or `mod+Enter`. */
export function keyName(event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>): string | null {
  if (event.altKey) return null;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.ctrlKey || event.metaKey ? `mod+${key}` : key;
}

const typesText = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target.matches('textarea, select, input:not([type=radio], [type=checkbox], [type=button])'));

/** Calls a handler by key while the page is shown. Single characters are left to fields and dialogs that have the focus. */
export function useShortcuts(handlers: Readonly<Record<string, () => void>>): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const pressed = keyName(event);
      const handler = pressed === null ? undefined : latest.current[pressed];
      if (!handler || event.defaultPrevented || event.repeat) return;
      const single = !pressed?.startsWith('mod+');
      if (single && (!singleKeysOn() || typesText(event.target))) return;
      if (document.querySelector('[role=dialog]')) return;
      event.preventDefault();
      handler();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
