/** Throws unless the URL is plain HTTP to this machine itself: a load test is never aimed at anybody else. */
export function onlyLoopback(url: string): string {
  if (!/^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?(\/|$)/.test(url)) {
    throw new Error(
      'A load test runs against this machine only: the address must be http on 127.0.0.1, localhost or ::1.',
    );
  }
  return url;
}
