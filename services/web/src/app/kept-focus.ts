import { type RefObject, useEffect } from 'react';

const canHold = (element: Element) => element.isConnected && !element.matches(':disabled, [aria-hidden=true] *');

/**
 * Keeps the focus near when the control that had it is taken away or made inactive by its own press, as most steps do: it comes back with
 * the control, or goes to the part of the page that the control stood in, or else to the page's heading. A browser would start again at the
 * top. Whoever clicks beside everything has let it go.
 */
export function useKeptFocus(content: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let last: HTMLElement | null = null;
    let parts: HTMLElement[] = [];
    const onFocus = ({ target }: FocusEvent) => {
      const held = target instanceof HTMLElement && content.current?.contains(target) ? target : null;
      // A dialog or a menu outside gives the focus back itself; until then the place that opened it is remembered.
      if (!held) return;
      last = held;
      parts = [];
      for (let part = held.parentElement?.closest('section'); part; part = part.parentElement?.closest('section'))
        parts.push(part);
    };
    const onPress = ({ target }: PointerEvent) => {
      if (target instanceof Element && !target.closest('a, button, input, select, textarea, label, [tabindex]'))
        last = null;
    };
    const restore = () => {
      if (!last || document.activeElement !== document.body || document.querySelector('[role=dialog]')) return;
      // Inactive while it waits for an answer: it comes back.
      if (last.isConnected && last.matches('[data-loading]')) return;
      const heading = content.current?.querySelector('h1') ?? content.current;
      const next = canHold(last) ? last : (parts.find(canHold) ?? heading);
      if (!next) return;
      if (next !== last && !next.hasAttribute('tabindex')) next.tabIndex = -1;
      next.focus({ preventScroll: next !== heading });
    };
    const seen = new MutationObserver(() => {
      restore();
      // A browser takes the focus from what became inactive only when it draws.
      if (last?.matches(':disabled')) requestAnimationFrame(() => requestAnimationFrame(restore));
    });
    seen.observe(document.body, { subtree: true, childList: true, attributeFilter: ['disabled', 'data-loading'] });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('pointerdown', onPress);
    return () => {
      seen.disconnect();
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('pointerdown', onPress);
    };
  }, [content]);
}
