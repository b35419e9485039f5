import { create } from 'qrcode'

export interface QrPath {
  /** Modules per side, without the quiet zone. */
  readonly size: number
  /** The dark modules as one SVG path, a stroke-less run per row. */
  readonly path: string
}

export function qrPath(text: string): QrPath {
  const { modules } = create(text, { errorCorrectionLevel: 'L' })
  const { size } = modules
  const runs: string[] = []
  for (let row = 0; row < size; row += 1) {
    let column = 0
    while (column < size) {
      const start = column
      while (column < size && modules.get(row, column)) column += 1
      if (column > start) runs.push(`M${start} ${row}h${column - start}v1h-${column - start}z`)
      else column += 1
    }
  }
  return { size, path: runs.join('') }
}
