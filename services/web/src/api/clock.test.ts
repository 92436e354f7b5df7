import { noteServerDate, serverNow } from './clock.js';

afterEach(() => noteServerDate(new Date().toUTCString()));

it('counts by the server’s clock where this machine’s is wrong', () => {
  noteServerDate(new Date(Date.now() + 3_600_000).toUTCString());
  expect(Math.abs(serverNow() - Date.now() - 3_600_000)).toBeLessThan(2_000);
});

it('takes a difference below the header’s precision for none', () => {
  noteServerDate(new Date(Date.now() + 1_000).toUTCString());
  expect(Math.abs(serverNow() - Date.now())).toBeLessThan(50);
});
