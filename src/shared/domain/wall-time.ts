import { offsetOf } from './local-time.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/**
 * The moment at which the clocks of a zone show these parts, given as if they were UTC. An hour that a change of clocks leaves out is
 * taken as the one after it; of one that comes twice, the first counts.
 */
export function instantOf(wall: number, timeZone: string): number {
  // Clocks are not changed twice within two days.
  const offsets = [wall - DAY, wall + DAY].map(at => offsetOf(timeZone, at))
  const moments = offsets.map(offset => wall - offset * MINUTE).toSorted((one, other) => one - other)
  const real = moments.find(at => at + offsetOf(timeZone, at) * MINUTE === wall)
  return real ?? moments.at(-1) ?? wall
}

/** What the clocks of a zone show at that moment, as ISO-8601 with its offset (row D15): `2026-01-15T21:00:00+03:00`. */
export function isoWithOffset(at: number, timeZone: string): string {
  const offset = offsetOf(timeZone, at)
  const wall = new Date(at + offset * MINUTE).toISOString().slice(0, 19)
  const ahead = Math.abs(offset)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${wall}${offset < 0 ? '-' : '+'}${two(Math.floor(ahead / 60))}:${two(ahead % 60)}`
}
