import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Plugin } from 'vite'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

const compressible = /\.(?:html|js|css|json|svg|map|txt|webmanifest)$/
const smallest = 1024

/** Writes `.br` and `.gz` beside the built files, which the browser host serves as they are. */
export function precompress(): Plugin {
  return {
    name: 'santral:precompress',
    apply: 'build',
    async writeBundle(options, bundle) {
      const folder = options.dir
      if (!folder) return
      for (const name of Object.keys(bundle).filter(file => compressible.test(file))) {
        const path = join(folder, name)
        const content = await readFile(path)
        if (content.length < smallest) continue
        const [asBrotli, asGzip] = await Promise.all([
          brotli(content, {
            params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
          }),
          zip(content, { level: 9 }),
        ])
        await Promise.all([writeFile(`${path}.br`, asBrotli), writeFile(`${path}.gz`, asGzip)])
      }
    },
  }
}
