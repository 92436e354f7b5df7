import type { Beds } from '@abri/contracts/board-api';
import { useTranslation } from 'react-i18next';
import classes from './board.module.css';

const parts = [
  { state: 'free', of: (beds: Beds) => beds.free, testId: 'beds-free' },
  { state: 'held', of: (beds: Beds) => beds.held, testId: 'beds-held' },
  { state: 'occupied', of: (beds: Beds) => beds.occupied, testId: 'beds-occupied' },
  { state: 'out', of: (beds: Beds) => beds.outOfService, testId: 'beds-outOfService' },
] as const;

/** Beds as a bar of their four states; the figures are its accessible name. */
export function BedsBar({ beds }: { beds: Beds }) {
  const { t } = useTranslation();
  const words = parts.map(({ state, of }) => `${of(beds)} ${t(`board.${state}`)}`).join(', ');
  return (
    <span className={classes['bar']} role="img" aria-label={words} title={words}>
      {parts.map(({ state, of }) => (
        <span key={state} data-state={state} style={{ flexGrow: of(beds) }} />
      ))}
    </span>
  );
}

/** Beds of one kind in big figures, over their bar. */
export function BedsTile({ title, beds }: { title: string; beds: Beds }) {
  const { t } = useTranslation();
  return (
    <section className={classes['tile']} aria-label={title}>
      <h2>
        {title} <span className="num">{`${beds.total} ${t('board.total')}`}</span>
      </h2>
      <dl className={classes['figures']}>
        {parts.map(({ state, of, testId }) => (
          <div key={state} data-state={state}>
            <dt>{t(`board.${state}`)}</dt>
            <dd data-testid={testId}>{of(beds)}</dd>
          </div>
        ))}
      </dl>
      <BedsBar beds={beds} />
    </section>
  );
}
