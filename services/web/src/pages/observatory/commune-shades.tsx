import { outlines } from '@abri/geo/outlines';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { mapShapes } from '../../board/map-shapes.js';
import { classBounds, classOf } from './commune-classes.js';
import classes from './commune-shades.module.css';

const width = 640;
const height = 520;
const shapes = mapShapes(outlines, width, height);
/** So many communes carry their value in writing, the greatest ones: more would lie on one another. */
const written = 12;

/** The district's communes shaded by a measure: darker is more, hatched is not shown. */
export function CommuneShades(o: {
  label: string;
  values: ReadonlyMap<string, number | null>;
  nameOf: (code: string) => string;
  words: (value: number) => string;
}) {
  const { t } = useTranslation();
  const hatch = useId();
  const known = [...o.values.values()].filter((value) => value !== null);
  const bounds = classBounds(known);
  const valueOf = (code: string) => o.values.get(code) ?? null;
  const ranked = shapes
    .map(({ code }) => code)
    .filter((code) => (valueOf(code) ?? 0) > 0)
    .sort((a, b) => (valueOf(b) ?? 0) - (valueOf(a) ?? 0));
  const labelled = new Set(ranked.slice(0, written));
  const hasHidden = shapes.some(({ code }) => valueOf(code) === null);
  return (
    <div className={classes['map']}>
      <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={o.label}>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="6" height="6" className={classes['ground']} />
          <line x1="0" y1="0" x2="0" y2="6" className={classes['stroke']} />
        </pattern>
        {shapes.map(({ code, d }) => {
          const value = valueOf(code);
          const shade = classOf(value, bounds);
          return (
            <path
              key={code}
              d={d}
              className={classes['commune']}
              data-shade={shade ?? 'hidden'}
              fill={shade === null ? `url(#${hatch})` : undefined}
            >
              <title>{`${o.nameOf(code)}: ${value === null ? t('observatory.notShown') : o.words(value)}`}</title>
            </path>
          );
        })}
        {shapes.map(({ code, centre: [x, y] }) => {
          const value = valueOf(code);
          return (
            value !== null &&
            labelled.has(code) && (
              <text key={code} x={x} y={y} className={classes['value']} data-shade={classOf(value, bounds)} aria-hidden>
                {o.words(value)}
              </text>
            )
          );
        })}
      </svg>
      <div className={classes['legend']}>
        <span data-shade="0">0</span>
        {bounds.map((bound, at) => (
          <span key={bound} data-shade={at + 1}>
            {t('observatory.upTo', { value: o.words(bound) })}
          </span>
        ))}
        {hasHidden && <span data-shade="hidden">{t('observatory.notShown')}</span>}
      </div>
    </div>
  );
}
