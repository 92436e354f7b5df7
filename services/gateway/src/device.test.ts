import { deviceOf } from './device.js';

const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
it.each([
  [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} Chrome/142.0 Safari/537.36 Edg/142.0`,
    'Microsoft Edge',
    'Windows',
  ],
  [`Mozilla/5.0 (X11; Linux x86_64) ${webKit} Chrome/142.0 Safari/537.36`, 'Chrome', 'Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604',
    'Safari',
    'iOS',
  ],
  ['Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0', 'Firefox', 'Android'],
])('names the family and the system of %s, and nothing else', (header, browser, system) => {
  expect(deviceOf(header)).toEqual({ browser, system });
});

it('repeats nothing of a header that it does not know', () => {
  for (const header of ['Camille Martin/1.0 (Lille)', 'x', '', undefined, 'A'.repeat(20_000)])
    expect(deviceOf(header)).toEqual({ browser: null, system: null });
});
