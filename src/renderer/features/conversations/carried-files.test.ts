import { expect, it } from 'vitest'
import { partCarried } from './carried-files.ts'

const file = (name: string) => ({
  kind: 'file',
  getAsFile: () => new File(['x'], name),
  webkitGetAsEntry: () => ({ isDirectory: false }),
})
const folder = { ...file('Resimler'), webkitGetAsEntry: () => ({ isDirectory: true }) }
const words = { kind: 'string', getAsFile: () => null, webkitGetAsEntry: () => null }
// A pasted picture lies in no folder at all.
const pasted = { ...file('image.png'), webkitGetAsEntry: () => null }

it('takes the files, and tells of a folder instead of taking it', () => {
  const { files, hasFolder } = partCarried([file('a.pdf'), words, folder, pasted])
  expect(files.map(({ name }) => name)).toEqual(['a.pdf', 'image.png'])
  expect(hasFolder).toBe(true)
  expect(partCarried([file('a.pdf')]).hasFolder).toBe(false)
})
