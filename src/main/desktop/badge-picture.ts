/** Drawn at twice the size in which Windows shows it. */
export const BADGE_SIZE = 32

const GROUND = [0x0f, 0x76, 0x6e] as const
const INK = [0xff, 0xff, 0xff] as const
const GLYPH_WIDTH = 3
const GLYPH_HEIGHT = 5

/** Rows from the top, three dots each. */
const GLYPHS: Readonly<Record<string, readonly string[]>> = {
  1: ['.#.', '##.', '.#.', '.#.', '###'],
  2: ['##.', '..#', '.#.', '#..', '###'],
  3: ['##.', '..#', '.#.', '..#', '##.'],
  4: ['#.#', '#.#', '###', '..#', '..#'],
  5: ['###', '#..', '##.', '..#', '##.'],
  6: ['.##', '#..', '###', '#.#', '###'],
  7: ['###', '..#', '.#.', '.#.', '.#.'],
  8: ['###', '#.#', '###', '#.#', '###'],
  9: ['###', '#.#', '###', '..#', '##.'],
  '+': ['...', '.#.', '###', '.#.', '...'],
}

/** A disc with the number in it, "9+" for more than nine: bytes in the order blue, green, red, alpha. */
export function drawBadge(count: number): Buffer {
  const text = count > 9 ? '9+' : String(count)
  const picture = Buffer.alloc(BADGE_SIZE * BADGE_SIZE * 4)
  const middle = BADGE_SIZE / 2
  for (let y = 0; y < BADGE_SIZE; y += 1) {
    for (let x = 0; x < BADGE_SIZE; x += 1) {
      const distance = Math.hypot(x + 0.5 - middle, y + 0.5 - middle)
      // The edge is half seen over one dot, so that the disc looks round.
      paint(picture, x, y, GROUND, Math.min(1, Math.max(0, middle - distance)))
    }
  }
  const dot = text.length === 1 ? 4 : 3
  const width = (text.length * (GLYPH_WIDTH + 1) - 1) * dot
  const left = Math.round((BADGE_SIZE - width) / 2)
  const top = Math.round((BADGE_SIZE - GLYPH_HEIGHT * dot) / 2)
  for (const [place, letter] of [...text].entries()) {
    for (const [row, dots] of (GLYPHS[letter] ?? []).entries()) {
      for (const [column, mark] of [...dots].entries()) {
        if (mark !== '#') continue
        const x = left + (place * (GLYPH_WIDTH + 1) + column) * dot
        const y = top + row * dot
        for (let step = 0; step < dot * dot; step += 1)
          paint(picture, x + (step % dot), y + Math.trunc(step / dot), INK, 1)
      }
    }
  }
  return picture
}

/** The colours are given as they are seen, multiplied by how much is seen of them, as the system wants it. */
function paint(
  picture: Buffer,
  x: number,
  y: number,
  [red, green, blue]: readonly [number, number, number],
  share: number,
): void {
  picture.set([blue * share, green * share, red * share, 255 * share].map(Math.round), (y * BADGE_SIZE + x) * 4)
}
