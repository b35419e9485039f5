// npm run dev: set up, then the page with hot reload on top of the real core (see dev-server.ts).
import { handOver, installDependencies, ownNode } from './setup.mjs'

await installDependencies()
process.exitCode = await handOver(ownNode, ['scripts/dev-server.ts'])
