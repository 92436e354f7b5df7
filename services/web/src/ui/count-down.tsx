import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './count-down.module.css';
import { useNow } from './now.js';
import { clockWords } from './words.js';

/** Seconds left at which a screen reader is told. */
const moments = { minute: 60, half: 30 } as const;

/** The time left until an instant, to the second; spoken at one minute, thirty seconds and the end, never every second. */
export function CountDown({ until, label, large = false }: { until: string; label: string; large?: boolean }) {
  const { t } = useTranslation();
  const left = (Date.parse(until) - useNow()) / 1000;
  const over = left <= 0;
  const spoken = over
    ? t('request.timeOver')
    : left <= moments.half
      ? t('request.timerHalf')
      : left <= moments.minute
        ? t('request.timerMinute')
        : '';
  return (
    <span className={classes['timer']} data-large={large} data-urgent={left <= moments.minute}>
      <span className={classes['label']}>{label}</span>
      <span role="timer" aria-label={label} className={classes['value']}>
        {over ? t('request.timeOver') : clockWords(left)}
      </span>
      <VisuallyHidden aria-live="polite">{spoken}</VisuallyHidden>
    </span>
  );
}
