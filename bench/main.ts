// npm run bench: how fast the office is, each figure beside what it is measured against. `npm run bench -- reads` runs one part.
import { parseArgs } from 'node:util'
import { benchBulk } from './bulk.ts'
import { benchCalendar } from './calendar.ts'
import { benchStart } from './cold-start.ts'
import { benchIngest } from './ingest.ts'
import { benchInsights } from './insights.ts'
import { benchMeta } from './meta.ts'
import { benchReads } from './reads.ts'
import { benchScroll } from './scroll.ts'
import { printGoals, printMachine } from './statistics.ts'
import { benchWrites } from './writes.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    sizes: { type: 'string', default: '1000,10000,100000,1000000' },
    rounds: { type: 'string', default: '30' },
    messages: { type: 'string', default: '3000' },
    people: { type: 'string', default: '100000' },
  },
})
const sizes = values.sizes.split(',').map(Number)
const parts = {
  reads: () => benchReads(sizes, Number(values.rounds)),
  writes: () => benchWrites(sizes),
  meta: () => benchMeta(sizes),
  bulk: () => benchBulk(Number(values.people)),
  insights: () => benchInsights(Number(values.rounds)),
  ingest: () => benchIngest(Number(values.messages)),
  calendar: () => benchCalendar(Number(values.rounds)),
  start: () => benchStart(sizes),
  scroll: () => benchScroll(sizes.slice(-1)),
}

const begun = performance.now()
const secondsSince = (start: number) => ((performance.now() - start) / 1_000).toFixed(0)
printMachine()
for (const [name, run] of Object.entries(parts)) {
  if (positionals.length > 0 && !positionals.includes(name)) continue
  console.log(`## ${name}\n`)
  const start = performance.now()
  await run()
  console.log(`(${name}: ${secondsSince(start)} s)\n`)
}
printGoals()
console.log(`(${secondsSince(begun)} s in all)`)
