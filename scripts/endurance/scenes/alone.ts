import type { Random } from '../../demo/random.ts'
import type { Verdict } from '../verdict.ts'

/** For what has a folder of its own, and nothing to do with the offices beside it. */
export interface AloneWorld {
  readonly rounds: number
  readonly random: Random
  readonly verdict: Verdict
  readonly report: (line: string) => void
}
