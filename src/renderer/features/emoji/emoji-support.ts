const SIZE_PX = 20

/** Whether this PC's fonts have it, as one picture in its own colours: what they lack is a box, or several signs in a row. */
export function isDrawn(emoji: string): boolean {
  const canvas = document.createElement('canvas')
  canvas.width = SIZE_PX
  canvas.height = SIZE_PX
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (pen === null) return false
  pen.font = `${SIZE_PX / 2}px 'Apple Color Emoji', 'Noto Color Emoji', 'Segoe UI Emoji', sans-serif`
  pen.textBaseline = 'middle'
  if (pen.measureText(emoji).width > SIZE_PX) return false
  const [inRed, inBlue] = ['#f00', '#00f'].map(color => {
    pen.clearRect(0, 0, SIZE_PX, SIZE_PX)
    pen.fillStyle = color
    pen.fillText(emoji, 0, SIZE_PX / 2)
    return pen.getImageData(0, 0, SIZE_PX, SIZE_PX).data
  })
  if (inRed === undefined || inBlue === undefined) return false
  return inRed.some(value => value !== 0) && inRed.every((value, index) => value === inBlue[index])
}

interface Versioned {
  readonly emoji: string
  readonly version: number
  readonly countryFlag?: true
}

/**
 * Those that can be seen here. One of each version is tried, the newest first, and one flag: Windows has no countries' flags at all.
 * Where nothing is drawn in colours the fonts say nothing about it, and all are offered.
 */
export function drawnHere<Emoji extends Versioned>(
  all: readonly Emoji[],
  isDrawn: (emoji: string) => boolean,
): Emoji[] {
  const samples = new Map<number, string>()
  for (const { emoji, version, countryFlag } of all)
    if (countryFlag !== true && !samples.has(version)) samples.set(version, emoji)
  const newestFirst = [...samples].toSorted(([one], [other]) => other - one)
  const newest = newestFirst.find(([, emoji]) => isDrawn(emoji))?.[0]
  if (newest === undefined) return [...all]
  const hasFlags = isDrawn('🇪🇺')
  return all.filter(({ version, countryFlag }) => version <= newest && (countryFlag !== true || hasFlags))
}
