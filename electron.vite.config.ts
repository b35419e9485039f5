import { existsSync, globSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import packageJson from './package.json' with { type: 'json' }
import { emojiFiles } from './scripts/emoji-data.ts'
import { precompress } from './scripts/precompress.ts'

const root = import.meta.dirname

/**
 * The two hosts' entries and every worker thread's. A worker is `src/main/**\/*-worker.ts` and is built flat beside its
 * caller, so `new Worker(new URL('./import-worker.js', import.meta.url))` finds it.
 */
function mainEntries(): Record<string, string> {
  const entries: Record<string, string> = {}
  for (const name of ['index', 'serve']) {
    const file = resolve(root, `src/main/${name}.ts`)
    if (existsSync(file)) entries[name] = file
  }
  for (const file of globSync('src/main/**/*-worker.ts', { cwd: root })) {
    entries[basename(file, '.ts')] = resolve(root, file)
  }
  return entries
}

/**
 * What main takes from node_modules when it runs: the production dependencies, which are those with a binary, with files of
 * their own, or Electron's. The rest is bundled: Node spends 0.7 s looking for their two thousand files at every start.
 */
const production = Object.keys(packageJson.dependencies).join('|')
/** Asked for by Baileys if somebody installed them; nothing of Santral needs them. */
const optionalOfBaileys = ['jimp', 'sharp', 'link-preview-js', 'audio-decode']
const external = [new RegExp(`^(?:${production})(?:/(?!.*\\.json$).+)?$`), ...optionalOfBaileys]

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      outDir: resolve(root, 'out/main'),
      target: 'node24',
      minify: 'oxc',
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: mainEntries(),
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      externalizeDeps: false,
      outDir: resolve(root, 'out/preload'),
      minify: 'oxc',
      reportCompressedSize: false,
      rolldownOptions: {
        input: { index: resolve(root, 'src/preload/index.ts') },
        // A sandboxed preload is one CommonJS file; it may require nothing but electron.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src/renderer'),
    plugins: [react(), emojiFiles(), precompress()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      target: 'chrome140',
      minify: 'oxc',
      reportCompressedSize: false,
      chunkSizeWarningLimit: 2000,
      rolldownOptions: { input: resolve(root, 'src/renderer/index.html') },
    },
  },
})
