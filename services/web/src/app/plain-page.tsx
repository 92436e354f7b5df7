import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { monthWeeks } from './month.js';
import classes from './plain-page.module.css';

const twiceMs = 800;

/** A calendar like any other. Two clicks (or Enter twice) on today's date in the heading bring the app back. */
export function PlainPage({ onBack }: { onBack: () => void }) {
  const { t, i18n } = useTranslation();
  const [today] = useState(() => new Date());
  const last = useRef(Number.NEGATIVE_INFINITY);
  const words = (options: Intl.DateTimeFormatOptions, day = today) =>
    new Intl.DateTimeFormat(i18n.language, options).format(day);
  const weeks = monthWeeks(today.getFullYear(), today.getMonth());
  const monday = new Date(2024, 0, 1);
  return (
    <main className={classes['page']}>
      <h1>
        <button
          type="button"
          className={classes['today']}
          data-testid="plain-date"
          onClick={(event) => {
            if (event.timeStamp - last.current <= twiceMs) onBack();
            last.current = event.timeStamp;
          }}
        >
          {words({ weekday: 'long', day: 'numeric', month: 'long' })}
        </button>
      </h1>
      <div className={classes['columns']}>
        <table className={classes['month']}>
          <caption>{words({ month: 'long', year: 'numeric' })}</caption>
          <thead>
            <tr>
              {weeks[0]?.map((_day, index) => (
                <th key={index} scope="col">
                  {words({ weekday: 'short' }, new Date(monday.getTime() + index * 86_400_000))}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {weeks.map((week, row) => (
              <tr key={row}>
                {week.map((day, column) => (
                  <td key={column} aria-current={day === today.getDate() ? 'date' : undefined}>
                    {day ?? ''}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
        <section className={classes['notes']}>
          <h2>{t('hide.notes')}</h2>
          <ul>
            <li>{t('hide.note1')}</li>
            <li>{t('hide.note2')}</li>
            <li>{t('hide.note3')}</li>
          </ul>
        </section>
      </div>
    </main>
  );
}
