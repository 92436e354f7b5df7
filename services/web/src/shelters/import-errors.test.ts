import { importErrors } from './import-errors.js';

it('lists what is wrong with a file by line, each with its column', () => {
  const violations = [
    { pointer: '/lines/12/beds', message: 'must be 1 to 40' },
    { pointer: '/lines/3', message: 'has more cells than there are headings' },
    { pointer: '/', message: 'is empty' },
  ];
  expect(importErrors(violations)).toEqual([
    { line: 0, column: '', message: 'is empty' },
    { line: 3, column: '', message: 'has more cells than there are headings' },
    { line: 12, column: 'beds', message: 'must be 1 to 40' },
  ]);
});
