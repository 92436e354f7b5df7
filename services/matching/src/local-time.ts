const paris = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Paris',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** Minutes since midnight on the clocks of the district. */
export function minuteOfDay(now: Date): number {
  const [hours, minutes] = paris.format(now).split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}
