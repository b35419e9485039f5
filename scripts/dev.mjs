// npm run dev: set up, then serve the page with hot reload on top of the real core (see vite.dev.config.ts).
import { handOver, installDependencies, ownNode } from './setup.mjs'

await installDependencies()
process.exitCode = await handOver(ownNode, [
  'node_modules/vite/bin/vite.js',
  '--config',
  'vite.dev.config.ts',
  ...process.argv.slice(2),
])
