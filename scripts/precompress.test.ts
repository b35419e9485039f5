import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { precompress } from './precompress.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'santral-page-'))
  await writeFile(join(folder, 'index.html'), '<script type="module" src="./page.js"></script>')
  await writeFile(join(folder, 'page.js'), `document.title = ${JSON.stringify('Santral '.repeat(500))}`)
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [precompress()],
    build: { outDir: 'out', rolldownOptions: { output: { entryFileNames: 'page.js' } } },
  })
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

it('writes the same content twice more, smaller', async () => {
  const plain = await readFile(join(folder, 'out/page.js'))
  const asBrotli = await readFile(join(folder, 'out/page.js.br'))
  const asGzip = await readFile(join(folder, 'out/page.js.gz'))
  expect(brotliDecompressSync(asBrotli)).toEqual(plain)
  expect(gunzipSync(asGzip)).toEqual(plain)
  expect(asBrotli.length).toBeLessThan(plain.length / 4)
})

it('leaves what is too small to gain alone', async () => {
  await expect(readFile(join(folder, 'out/index.html.br'))).rejects.toThrow(/ENOENT/)
})
