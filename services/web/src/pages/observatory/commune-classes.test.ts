import fc from 'fast-check';
import { classBounds, classOf } from './commune-classes.js';

const values = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { maxLength: 90 });

it('shades a greater value never lighter, nought as nought, and the greatest darkest', () => {
  fc.assert(
    fc.property(values, (all) => {
      const bounds = classBounds(all);
      expect([...bounds].sort((a, b) => a - b)).toEqual(bounds);
      expect(bounds.length).toBeLessThanOrEqual(5);
      const sorted = [...all].sort((a, b) => a - b);
      const classes = sorted.map((value) => classOf(value, bounds) ?? -1);
      expect([...classes].sort((a, b) => a - b)).toEqual(classes);
      sorted.forEach((value, at) => expect(classes[at] === 0).toBe(value === 0));
      const greatest = sorted.at(-1) ?? 0;
      if (greatest > 0) expect(classOf(greatest, bounds)).toBe(bounds.length);
    }),
  );
});

it('has no class for what may not be shown', () => expect(classOf(null, [1, 2])).toBeNull());
