import type { ZoneView } from '@abri/contracts/hosting-api';
import { outlines } from '@abri/geo/outlines';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { mapShapes } from '../../board/map-shapes.js';
import classes from './measures.module.css';
import { communeName } from './words.js';
import { communesIn } from './zone-communes.js';

const width = 640;
const height = 520;
const shapes = mapShapes(outlines, width, height);

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
