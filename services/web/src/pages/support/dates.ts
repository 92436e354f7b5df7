const tag = (locale: string) => (locale === 'en' ? 'en-GB' : locale);

/** A day in words, of a day or an instant. */
export const dayWords = (locale: string, day: string): string =>
  new Intl.DateTimeFormat(tag(locale), { dateStyle: 'medium' }).format(
    new Date(day.length === 10 ? `${day}T12:00:00` : day),
  );
/** The day so many days from now, as a date field holds it: local. */
export const dayIn = (days: number, from = new Date()): string => {
  const day = new Date(from.getFullYear(), from.getMonth(), from.getDate() + days);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`;
};
/** The instant at which a day of a date field ends here. */
export const endOfDay = (day: string): string => new Date(`${day}T23:59:59.000`).toISOString();
/** The instant of a date-and-time field. */
export const instantOf = (local: string): string => new Date(local).toISOString();
