import type { Outline } from '@abri/geo/outlines';
import { geoArea, geoMercator, geoPath } from 'd3-geo';

export interface MapShape {
  code: string;
  /** An SVG path. */
  d: string;
  /** Where a label sits, in the map's units. */
  centre: readonly [number, number];
}

/** d3 reads a ring the other way round as "everything outside it": such a polygon is turned. */
const turned = (outline: Outline): Outline =>
  geoArea(outline) > 2 * Math.PI
    ? { ...outline, coordinates: outline.coordinates.map((ring) => [...ring].reverse()) }
    : outline;

/** The communes as SVG shapes that fill a box of the given size (Mercator). Pure geometry, no tiles. */
export function mapShapes(outlines: readonly Outline[], width: number, height: number): MapShape[] {
  const polygons = outlines.map(turned);
  const projection = geoMercator().fitExtent(
    [
      [2, 2],
      [width - 2, height - 2],
    ],
    { type: 'GeometryCollection', geometries: polygons },
  );
  const path = geoPath(projection).digits(1);
  return polygons.map((polygon) => ({
    code: polygon.code,
    d: path(polygon) ?? '',
    centre: path.centroid(polygon),
  }));
}
