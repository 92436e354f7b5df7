import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

/** A titled part of a page. `next` marks what must be done next, `danger` what cannot wait. */
export function Section(o: {
  title: ReactNode;
  children: ReactNode;
  aside?: ReactNode;
  tone?: 'plain' | 'next' | 'danger';
  id?: string;
  level?: 2 | 3;
}) {
  const titleId = useId();
  const Heading = o.level === 3 ? 'h3' : 'h2';
  return (
    <section className={classes['section']} data-tone={o.tone ?? 'plain'} aria-labelledby={titleId} id={o.id}>
      <header className={classes['header']}>
        <Heading id={titleId} className={classes['title']}>
          {o.title}
        </Heading>
        {o.aside !== undefined && <div className={classes['aside']}>{o.aside}</div>}
      </header>
      {o.children}
    </section>
  );
}
