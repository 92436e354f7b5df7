import { firstLocale } from './setup.js';

it.each([
  ['remembered before the browser’s', 'en', ['fr-FR'], 'en'],
  ['the browser’s first known one', null, ['de-DE', 'en-GB', 'fr'], 'en'],
  ['French where none is known', null, ['de', 'pl'], 'fr'],
  ['French where the memory is nonsense', 'xx', [], 'fr'],
] as const)('chooses the language: %s', (_case, remembered, browser, expected) => {
  expect(firstLocale(remembered, browser)).toBe(expected);
});
