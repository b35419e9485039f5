// npm test: set up, then run every check (see run-tests.ts).
import { handOver, installDependencies, ownNode } from './setup.mjs'

await installDependencies()
process.exitCode = await handOver(ownNode, ['scripts/run-tests.ts', ...process.argv.slice(2)])
