import type { ZoneView } from '@abri/contracts/hosting-api';
import { communeOf, communes } from '@abri/geo/district';
import { distanceKm } from '@abri/geo/distance';
import { outlines } from '@abri/geo/outlines';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mapShapes } from '../../board/map-shapes.js';
import classes from './measures.module.css';
import { communeName } from './words.js';

const width = 640;
const height = 520;
const shapes = mapShapes(outlines, width, height);

/** The communes whose centre lies in one of these areas, by code. */
export function communesIn(areas: readonly ZoneView['area'][]): Set<string> {
  const inside = areas.flatMap((area) => {
    const centre = communeOf(area.commune);
    if (!centre) return [];
    return communes.filter((one) => one.code === area.commune || distanceKm(one, centre) <= area.radiusKm);
  });
  return new Set(inside.map(({ code }) => code));
}

/** The district with the communes of the zones filled, and the same in words. */
export function ZoneMap({ areas }: { areas: readonly ZoneView['area'][] }) {
  const { t } = useTranslation();
  const inside = communesIn(areas);
  const names = [...inside].map(communeName).sort((a, b) => a.localeCompare(b, 'fr'));
  return (
    <>
      <svg
        viewBox={`0 0 ${width} ${height}`}
        className={classes['map']}
        role="img"
        aria-label={t('measures.zones.map')}
      >
        {shapes.map(({ code, d }) => (
          <path key={code} d={d} data-in={inside.has(code)} className={classes['commune']}>
            <title>{communeName(code)}</title>
          </path>
        ))}
      </svg>
      <Text size="xs" c="dimmed">
        {t('measures.zones.mapText', { communes: names.join(', ') })}
      </Text>
    </>
  );
}
