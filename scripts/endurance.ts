// npm run endurance -- --rounds 1000 [--seed N] [--only "media in,changes"]: kills the application that often in the middle of
// everything, and counts what is missing. Prints a table for docs/measurements.md.
import { parseArgs } from 'node:util'
import { planRounds, SCENE_NAMES } from './endurance/plan.ts'
import { runEndurance } from './endurance/run-endurance.ts'
import { tableOf } from './endurance/table.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const only = values.only?.split(',').map(name => name.trim())
const names = SCENE_NAMES.filter(name => only === undefined || only.includes(name))
const verdict = await runEndurance({
  plan: planRounds(Number(values.rounds), names),
  seed: Number(values.seed),
  report: line => console.error(line),
})
console.log(`Seed ${values.seed}\n`)
console.log(tableOf(verdict))
for (const { scene, kind, words } of verdict.faults) console.log(`${scene}, ${kind}: ${words}`)
process.exitCode = verdict.faults.length === 0 ? 0 : 1
