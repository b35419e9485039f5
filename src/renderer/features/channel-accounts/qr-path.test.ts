import { create } from 'qrcode'
import { expect, it } from 'vitest'
import { qrPath } from './qr-path.ts'

it('draws exactly the dark modules of the code', () => {
  const text = '2@abcdefghijklmnopqrstuvwxyz,ABCDEF,123456'
  const { size, path } = qrPath(text)
  const drawn = new Set<string>()
  for (const [, column = '', row = '', width = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/gu)) {
    for (let offset = 0; offset < Number(width); offset += 1) drawn.add(`${row},${Number(column) + offset}`)
  }
  const { modules } = create(text, { errorCorrectionLevel: 'L' })
  const dark: string[] = []
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) if (modules.get(row, column)) dark.push(`${row},${column}`)
  }
  expect(size).toBe(modules.size)
  expect([...drawn].toSorted()).toEqual(dark.toSorted())
})
