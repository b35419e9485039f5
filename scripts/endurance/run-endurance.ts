import { createRandom } from '../demo/random.ts'
import { runShift } from './office-shift.ts'
import { OFFICE_SCENES, type OfficeSceneName, type Plan, type SceneName } from './plan.ts'
import { runHistory } from './scenes/history.ts'
import { runMigration } from './scenes/migration.ts'
import { runRestore } from './scenes/restore.ts'
import { Verdict } from './verdict.ts'

/** Offices that live and die beside each other, each with a WhatsApp of its own: most of a round is waiting. */
const OFFICES = 2
/** After so many kills an office is compared, and another begins: WhatsApp lets nobody change what is older than a quarter of an hour. */
const LONGEST_SHIFT = 28

const ALONE = [
  ['history', runHistory],
  ['restore', runRestore],
  ['migration', runMigration],
] as const

export interface Course {
  readonly plan: Plan
  readonly seed: number
  readonly report: (line: string) => void
}

/** Kills the application again and again in the middle of everything, and lays what is left beside what the outside remembers. */
export async function runEndurance({ plan, seed, report }: Course): Promise<Verdict> {
  const verdict = new Verdict()
  const random = createRandom(seed)
  const of = (name: SceneName) => plan.of.get(name) ?? 0
  const work = [
    ...shiftsOf(plan).map((scenes, index) => {
      const world = { scenes: shuffled(scenes, random), random: random.fork(), verdict }
      const run = () => runShift({ ...world, report: line => report(`office ${index + 1}, ${line}`) })
      return () => orFault(run, scenes[0] ?? 'talk', verdict)
    }),
  ]
  const alone = ALONE.map(([name, run]) => {
    const world = { rounds: of(name), random: random.fork(), verdict, report }
    return () => orFault(() => run(world), name, verdict)
  })
  const tracks = [
    ...Array.from({ length: OFFICES }, () => async () => {
      for (let next = work.shift(); next; next = work.shift()) await next()
    }),
    async () => {
      for (const run of alone) await run()
    },
  ]
  await Promise.all(tracks.map(track => track()))
  return verdict
}

/** A program that fails by itself is a fault as any other, and does not end the run. */
async function orFault(run: () => Promise<void>, scene: SceneName, verdict: Verdict): Promise<void> {
  try {
    await run()
  } catch (error) {
    verdict.fault(scene, 'unusable', error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error))
  }
}

/** Each office sees some of everything. */
function shiftsOf({ of }: Plan): OfficeSceneName[][] {
  const all = OFFICE_SCENES.flatMap(name => Array.from({ length: of.get(name) ?? 0 }, () => name))
  const count = Math.max(Math.min(OFFICES, all.length), Math.ceil(all.length / LONGEST_SHIFT))
  return Array.from({ length: count }, (_, shift) => all.filter((_name, index) => index % count === shift))
}

function shuffled<Item>(items: readonly Item[], random: ReturnType<typeof createRandom>): Item[] {
  return items
    .map(item => ({ item, place: random.fraction() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item)
}
