// npm run demo: set up and build, then show Santral with a simulated outside (see demo.ts).
import { handOver, installDependencies, ownNode, runStep } from './setup.mjs'

await installDependencies()
runStep('scripts/build.ts')
process.exitCode = await handOver(ownNode, ['scripts/demo.ts', ...process.argv.slice(2)])
