import type { Request, Response } from 'express';
import { createCookies } from './cookies.js';

const request = (cookie: string) => ({ headers: { cookie } }) as Request;
/** Writes, and gives the lines that a browser would get. */
function lines(write: (res: Response) => void): string[] {
  const set: string[] = [];
  write({ append: (_name: string, line: string) => set.push(line) } as unknown as Response);
  return set;
}
const cookies = createCookies(true);
const long = 'x'.repeat(3_800) + 'y'.repeat(3_800) + 'z'.repeat(50);

it('cuts a long value into cookies that a browser keeps, and reads it whole again', () => {
  const set = lines((res) => cookies.write(request(''), res, 'abri', long));
  expect(set.map((line) => line.slice(0, line.indexOf('=')))).toEqual(['abri.0', 'abri.1', 'abri.2']);
  for (const line of set) {
    expect(line.length).toBeLessThan(4_096);
    expect(line).toMatch(/HttpOnly/);
    expect(line).toMatch(/Secure/);
    expect(line).toMatch(/SameSite=Lax/);
  }
  const sent = set.map((line) => line.slice(0, line.indexOf(';'))).join('; ');
  expect(cookies.read(request(sent), 'abri')).toBe(long);
});

it('takes back the parts that a shorter value does not need, and leaves other cookies alone', () => {
  const before = request('abri.0=a; abri.1=b; abri-signin-1=c; abri.x=d; other=e');
  const set = lines((res) => cookies.write(before, res, 'abri', 'short'));
  expect(set.map((line) => line.split(';').slice(0, 2).join(';'))).toEqual([
    'abri=short; Path=/',
    'abri.0=; Max-Age=0',
    'abri.1=; Max-Age=0',
  ]);
  expect(lines((res) => cookies.clear(before, res, 'abri'))).toHaveLength(2);
});
