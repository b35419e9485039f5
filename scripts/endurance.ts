// npm run endurance -- --rounds 1000 [--seed N] [--only "media in,changes"]: kills the application that often in the middle of
// everything, and counts what is missing. --fuzz 10000: so much hostile traffic instead. --drops 1440: a line that breaks every minute
// of a day. Prints what goes into docs/measurements.md.
import { parseArgs } from 'node:util'
import { planRounds, SCENE_NAMES } from './endurance/plan.ts'
import { runDay } from './endurance/run-day.ts'
import { runEndurance } from './endurance/run-endurance.ts'
import { runFuzz } from './endurance/run-fuzz.ts'
import { tableOf } from './endurance/table.ts'
import type { Held } from './endurance/watched-office.ts'

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    fuzz: { type: 'string' },
    drops: { type: 'string' },
  },
})
const report = (line: string) => console.error(line)
const seed = Number(values.seed)
const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`

async function kill(): Promise<readonly string[]> {
  const only = values.only?.split(',').map(name => name.trim())
  const names = SCENE_NAMES.filter(name => only === undefined || only.includes(name))
  const verdict = await runEndurance({ plan: planRounds(Number(values.rounds), names), seed, report })
  console.log(`Seed ${seed}\n\n${tableOf(verdict)}`)
  return verdict.faults.map(({ scene, kind: what, words }) => `${scene}, ${what}: ${words}`)
}

function tellHeld({ early, late }: { early: Held; late: Held }): void {
  const held = ({ heapUsed, rss, resources }: Held) =>
    `heap ${megabytes(heapUsed)}, resident ${megabytes(rss)}, ${resources} timers, sockets and files`
  console.log(`Early: ${held(early)}\nLate:  ${held(late)}`)
}

async function fuzz(count: number): Promise<readonly string[]> {
  const outcome = await runFuzz({ count, seed, report })
  console.log(`Seed ${seed}: ${JSON.stringify(outcome.hostile)}, ${outcome.valid} valid messages in between`)
  tellHeld(outcome)
  return outcome.faults
}

async function drop(drops: number): Promise<readonly string[]> {
  const outcome = await runDay({ drops, report })
  const { logins, sent, received } = outcome
  console.log(`${drops} drops, ${logins} logins, ${sent} answers, ${received} words`)
  tellHeld(outcome)
  return outcome.faults
}

const faults = await (values.fuzz ? fuzz(Number(values.fuzz)) : values.drops ? drop(Number(values.drops)) : kill())
for (const fault of faults) console.log(fault)
process.exitCode = faults.length === 0 ? 0 : 1
