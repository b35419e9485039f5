import { createRandom } from '../demo/random.ts'
import { runShift } from './office-shift.ts'
import { OFFICE_SCENES, type OfficeSceneName, type Plan } from './plan.ts'
import { runHistory } from './scenes/history.ts'
import { runMigration } from './scenes/migration.ts'
import { runRestore } from './scenes/restore.ts'
import { Verdict } from './verdict.ts'

/** Offices that live and die beside each other, each with a WhatsApp of its own: most of a round is waiting. */
const OFFICES = 2
/** After so many kills an office is compared, and another begins: WhatsApp lets nobody change what is older than a quarter of an hour. */
const LONGEST_SHIFT = 28

export interface Course {
  readonly plan: Plan
  readonly seed: number
  readonly report: (line: string) => void
}

/** Kills the application again and again in the middle of everything, and lays what is left beside what the outside remembers. */
export async function runEndurance({ plan, seed, report }: Course): Promise<Verdict> {
  const verdict = new Verdict()
  const random = createRandom(seed)
  const of = (name: Parameters<Plan['of']['get']>[0]) => plan.of.get(name) ?? 0
  const work = [
    ...shiftsOf(plan).map((scenes, index) => {
      const world = { scenes: shuffled(scenes, random), random: random.fork(), verdict }
      return () => runShift({ ...world, report: line => report(`office ${index + 1}, ${line}`) })
    }),
  ]
  const alone = [runHistory, runRestore, runMigration].map((run, index) => {
    const rounds = of((['history', 'restore', 'migration'] as const)[index] ?? 'history')
    const world = { rounds, random: random.fork(), verdict, report }
    return () => run(world)
  })
  const tracks = [
    ...Array.from({ length: OFFICES }, () => async () => {
      for (let next = work.shift(); next; next = work.shift()) await next()
    }),
    async () => {
      for (const run of alone) await run()
    },
  ]
  const ended = await Promise.allSettled(tracks.map(track => track()))
  for (const end of ended) if (end.status === 'rejected') throw end.reason
  return verdict
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
