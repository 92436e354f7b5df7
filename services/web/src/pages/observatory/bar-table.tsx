import type { Breakdown } from '@abri/contracts/report-api';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/section.js';
import classes from './observatory.module.css';
import { isNumber, shareWords, shownWords } from './words.js';
import { usePartWords, useWording } from './wording.js';

/** A figure and its parts: a table whose rows carry a bar, so that it needs no colour and no second table. */
export function BarTable({ figure, data }: { figure: string; data: Breakdown }) {
  const w = useWording();
  const { t, i18n } = useTranslation();
  const words = usePartWords(figure);
  const title = String(w.t(`observatory.figure.${figure}` as 'observatory.title'));
  const most = Math.max(1, ...data.parts.map(({ count }) => (isNumber(count) ? count : 0)));
  const total = isNumber(data.total) ? data.total : null;
  return (
    <Section title={title} level={3} aside={shownWords(t, i18n.language, data.total)}>
      <table className={classes['bars']} aria-label={title}>
        <tbody>
          {data.parts.map(({ key, count }) => (
            <tr key={key}>
              <th scope="row">{words(key)}</th>
              <td aria-hidden>
                {count !== 'hidden' && (
                  <span
                    className={classes['bar']}
                    data-shown={isNumber(count)}
                    style={{ width: isNumber(count) ? `${(100 * count) / most}%` : undefined }}
                  />
                )}
              </td>
              <td className="num">{shownWords(t, i18n.language, count)}</td>
              <td className="num">
                {isNumber(count) && total !== null && total > 0 ? shareWords(i18n.language, count / total) : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
