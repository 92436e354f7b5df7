import { Button } from '@mantine/core';
import { IconChartBar, IconTable } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section.js';
import { Waiting } from '../ui/waiting.js';
import classes from './chart.module.css';
import { DataTable, type TableData } from './data-table.js';
import type { ChartOption } from './option.js';

const EChart = lazy(() => import('./echart.js').then(({ EChart }) => ({ default: EChart })));

/**
 * A chart with its title, a caption that says what it shows and in which unit, and the same figures as a table, one press
 * away. Make `option` with `useMemo`: a new one is a new drawing.
 */
export function Chart(o: {
  title: string;
  caption: ReactNode;
  table: TableData;
  /** Instead of a library's drawing, such as a map of our own. */
  drawing?: ReactNode;
  option?: ChartOption;
  height?: string;
  /** Below this width the drawing scrolls instead of shrinking. */
  narrowest?: string;
  /** What to say when there is nothing to draw. */
  empty?: string | false;
  level?: 2 | 3;
}) {
  const { t } = useTranslation();
  const [asTable, setAsTable] = useState(false);
  const bodyId = useId();
  const toggle = (
    <Button
      variant="subtle"
      size="compact-sm"
      aria-controls={bodyId}
      leftSection={asTable ? <IconChartBar size={16} aria-hidden /> : <IconTable size={16} aria-hidden />}
      aria-label={`${t(asTable ? 'charts.asChart' : 'charts.asTable')}: ${o.title}`}
      onClick={() => setAsTable(!asTable)}
    >
      {t(asTable ? 'charts.asChart' : 'charts.asTable')}
    </Button>
  );
  return (
    <Section title={o.title} aside={o.empty ? undefined : toggle} level={o.level}>
      <figure className={classes['figure']}>
        <div id={bodyId}>
          {o.empty ? (
            <p className={classes['empty']}>{o.empty}</p>
          ) : asTable ? (
            <DataTable data={o.table} label={o.title} />
          ) : (
            <div
              className={classes['scroll']}
              role={o.narrowest ? 'group' : undefined}
              aria-label={o.narrowest ? o.title : undefined}
              tabIndex={o.narrowest ? 0 : undefined}
            >
              <div style={{ minWidth: o.narrowest }}>
                {o.drawing}
                {o.option && (
                  <Suspense fallback={<Waiting />}>
                    <EChart option={o.option} label={o.title} height={o.height ?? '16rem'} />
                  </Suspense>
                )}
              </div>
            </div>
          )}
        </div>
        <figcaption className={classes['caption']}>{o.caption}</figcaption>
      </figure>
    </Section>
  );
}

/** The value of before as long as the new one says the same: what is made from it is then not made anew. */
export function useSame<T>(value: T): T {
  const kept = useRef({ value, text: JSON.stringify(value) });
  const text = JSON.stringify(value);
  if (text !== kept.current.text) kept.current = { value, text };
  return kept.current.value;
}
