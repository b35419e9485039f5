const BARS = 40
const LOWEST = 12

interface VoiceBarsProps {
  /** Each from 0 to 100; null where nobody knows them. */
  readonly heights: readonly number[] | null
  /** From 0 to 1. */
  readonly played: number
}

/** The shape of a sound. */
export function VoiceBars({ heights, played }: VoiceBarsProps) {
  return (
    <svg viewBox={`0 0 ${BARS * 4} 100`} preserveAspectRatio="none" aria-hidden>
      {Array.from({ length: BARS }, (_, index) => {
        const height = Math.max(LOWEST, heights?.[Math.floor((index / BARS) * heights.length)] ?? LOWEST)
        const isPlayed = index / BARS < played
        return (
          <rect
            key={index}
            x={index * 4}
            y={(100 - height) / 2}
            width={2.4}
            height={height}
            data-is-played={isPlayed}
          />
        )
      })}
    </svg>
  )
}

/** `1:05`. */
export function minutesAndSeconds(seconds: number): string {
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}
