// npm run bench: how fast the office is, each figure beside what it is measured against. `npm run bench -- reads` runs one part.
import { parseArgs } from 'node:util'
import { benchStart } from './cold-start.ts'
import { benchIngest } from './ingest.ts'
import { benchReads } from './reads.ts'
import { printMachine } from './statistics.ts'
import { benchWrites } from './writes.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    rounds: { type: 'string', default: '30' },
    messages: { type: 'string', default: '3000' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const parts = {
  reads: () => benchReads(sizes, Number(values.rounds)),
  writes: () => benchWrites(sizes),
  ingest: () => benchIngest(Number(values.messages)),
  start: () => benchStart(sizes),
}

printMachine()
for (const [name, run] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  console.log(`## ${name}\n`)
  await run()
}
