const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

const two = (value: number) => String(value).padStart(2, '0')

/** How long somebody has been waiting, as a clock shows it: 2:05, and 1:02:05 from an hour on. */
export function runningAge(ms: number): string {
  const age = Math.max(ms, 0)
  const hours = Math.floor(age / HOUR)
  const minutes = Math.floor((age % HOUR) / MINUTE)
  const seconds = Math.floor((age % MINUTE) / SECOND)
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}
