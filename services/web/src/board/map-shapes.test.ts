import { communes } from '@abri/geo/district';
import { outlines } from '@abri/geo/outlines';
import { mapShapes } from './map-shapes.js';

const shapes = mapShapes(outlines, 640, 520);
const points = (d: string) => [...d.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);

it('draws each of the 82 communes once, inside the box', () => {
  expect(shapes.map(({ code }) => code).sort()).toEqual(communes.map(({ code }) => code).sort());
  for (const { code, d } of shapes) {
    const outside = points(d).filter(([x = -1, y = -1]) => x < 0 || y < 0 || x > 640 || y > 520);
    expect([code, points(d).length > 3, outside]).toEqual([code, true, []]);
  }
});

const wideOnes = (drawn: typeof shapes) =>
  drawn.filter(({ d }) => {
    const xs = points(d).map(([x = 0]) => x);
    return Math.max(...xs) - Math.min(...xs) > 200;
  });

it('draws none as "everything but the commune", whichever way round its ring runs', () => {
  const reversed = outlines.map((outline) => ({
    ...outline,
    coordinates: outline.coordinates.map((ring) => [...ring].reverse()),
  }));
  expect(wideOnes(shapes)).toEqual([]);
  expect(wideOnes(mapShapes(reversed, 640, 520))).toEqual([]);
});

it('keeps north up and west left', () => {
  const at = (name: string) => {
    const code = communes.find((commune) => commune.name === name)?.code;
    return shapes.find((shape) => shape.code === code)?.centre ?? [Number.NaN, Number.NaN];
  };
  expect(at('Saint-Amand-les-Eaux')[1]).toBeLessThan(at('Valenciennes')[1]);
  expect(at('Denain')[0]).toBeLessThan(at('Valenciennes')[0]);
});
