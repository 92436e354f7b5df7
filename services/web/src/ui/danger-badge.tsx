import { dangerOrder, type DangerLevel } from '@abri/contracts/vocabulary';
import { useTranslation } from 'react-i18next';
import classes from './danger-badge.module.css';

/** A danger level by word and by the number of filled bars, never by colour alone. */
export function DangerBadge({ level, large = false }: { level: DangerLevel; large?: boolean }) {
  const { t } = useTranslation();
  const step = dangerOrder.indexOf(level);
  return (
    <span className={classes['badge']} data-level={level} data-large={large}>
      <span className={classes['bars']} aria-hidden>
        {dangerOrder.map((other, index) => (
          <span key={other} data-on={index <= step} />
        ))}
      </span>
      {t(`danger.${level}`)}
    </span>
  );
}
