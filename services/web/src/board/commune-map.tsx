import type { Board } from '@abri/contracts/board-api';
import { communeOf } from '@abri/geo/district';
import { outlines } from '@abri/geo/outlines';
import { Table, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Section } from '../ui/section.js';
import { bedsByCommune, type CommuneBeds, shadeOf } from './by-commune.js';
import classes from './commune-map.module.css';
import { mapShapes } from './map-shapes.js';

const width = 640;
const height = 520;
const shapes = mapShapes(outlines, width, height);

/** The district's communes shaded by free beds, with the same figures as a table. No address is on it, only communes. */
export function CommuneMap({ shelters }: { shelters: Board['shelters'] }) {
  const { t } = useTranslation();
  const rows = bedsByCommune(shelters);
  const byCode = new Map(rows.map((row) => [row.commune, row]));
  const words = ({ houses, free }: CommuneBeds) => ({
    houses: t('board.houses', { count: houses }),
    free: t('board.freeBeds', { count: free }),
  });
  const nameOf = (code: string) => communeOf(code)?.name ?? code;
  return (
    <Section title={t('board.map')}>
      <svg viewBox={`0 0 ${width} ${height}`} className={classes['map']} role="img" aria-label={t('board.map')}>
        {shapes.map(({ code, d }) => {
          const beds = byCode.get(code);
          return (
            <path key={code} d={d} data-shade={shadeOf(beds)} className={classes['commune']}>
              <title>
                {beds
                  ? t('board.mapCell', { commune: nameOf(code), ...words(beds) })
                  : `${nameOf(code)} – ${t('board.noHouse')}`}
              </title>
            </path>
          );
        })}
        {shapes.map(({ code, centre: [x, y] }) => {
          const beds = byCode.get(code);
          return (
            beds && (
              <text key={code} x={x} y={y} className={classes['count']} data-shade={shadeOf(beds)} aria-hidden>
                {beds.free}
              </text>
            )
          );
        })}
      </svg>
      <div className={classes['legend']}>
        <span data-shade="none">{t('board.legendNone')}</span>
        <span data-shade="0">{t('board.legendFull')}</span>
        <span data-shade="1">1–2</span>
        <span data-shade="2">3–5</span>
        <span data-shade="3">6–10</span>
        <span data-shade="4">11+ {t('board.legendFree')}</span>
      </div>
      <Text size="xs" c="dimmed" mt={4}>
        {t('board.mapNote')}
      </Text>
      <details className={classes['table']}>
        <summary>{t('board.mapTable')}</summary>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('board.commune')}</Table.Th>
              <Table.Th>{t('nav.shelters')}</Table.Th>
              <Table.Th>{t('board.beds')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.commune}>
                <Table.Td>{nameOf(row.commune)}</Table.Td>
                <Table.Td className="num">{row.houses}</Table.Td>
                <Table.Td className="num">{t('house.bedsOf', { free: row.free, total: row.total })}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </details>
    </Section>
  );
}
