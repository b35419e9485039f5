// npm run endurance -- --rounds 1000: kills the application that often in the middle of everything, and counts what is missing.
import { parseArgs } from 'node:util'
import { runEndurance } from './endurance/run-endurance.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '1000' }, seed: { type: 'string', default: '1' } },
})
const report = (line: string) => console.error(line)
const { received, sent, faults, rounds } = await runEndurance({
  rounds: Number(values.rounds),
  seed: Number(values.seed),
  report,
})
console.log(`${rounds} kills, ${received} messages received, ${sent} sent: ${faults.length} faults`)
for (const fault of faults) console.log(`  ${fault}`)
process.exitCode = faults.length === 0 ? 0 : 1
