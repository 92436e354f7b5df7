/** The days of a month as weeks from Monday to Sunday; null where a day belongs to another month. `month` counts from 0. */
export function monthWeeks(year: number, month: number): (number | null)[][] {
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  const days = new Date(year, month + 1, 0).getDate();
  const weeks = Math.ceil((before + days) / 7);
  return Array.from({ length: weeks }, (_w, week) =>
    Array.from({ length: 7 }, (_d, column) => {
      const day = week * 7 + column - before + 1;
      return day >= 1 && day <= days ? day : null;
    }),
  );
}
