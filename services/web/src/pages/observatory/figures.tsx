import type { ReactNode } from 'react';
import classes from './observatory.module.css';

/** Single figures in big digits, each with its name and what it means. */
export function Figures({ figures }: { figures: readonly { name: string; value: ReactNode; note?: string }[] }) {
  return (
    <dl className={classes['figures']}>
      {figures.map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
