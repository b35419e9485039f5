/** The day on the office's calendar at that instant: YYYY-MM-DD. */
export function officeToday(at: number, timeZone: string | undefined): string {
  // The one language that writes days as they are stored.
  return new Intl.DateTimeFormat('sv-SE', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    ...(timeZone === undefined ? {} : { timeZone }),
  }).format(at)
}
