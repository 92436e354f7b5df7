import collection from './outlines-596.json';

/** The outline of a commune as a GeoJSON polygon: rings of [longitude, latitude] in degrees, the first one outside. */
export interface Outline {
  readonly code: string;
  readonly type: 'Polygon';
  readonly coordinates: number[][][];
}

/** The outlines of the 82 communes (IGN, Admin Express 2018, simplified), by code: a map that needs no tile from outside. */
export const outlines: readonly Outline[] = collection.features.map(({ properties, geometry }) => ({
  code: properties.code,
  type: 'Polygon',
  coordinates: geometry.coordinates,
}));
