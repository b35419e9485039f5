import { cpus, loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'

export function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** How long the event loop was late while `work` ran, in ms. */
export async function lateness(work: () => Promise<void>): Promise<{ max: number; p99: number }> {
  const histogram = monitorEventLoopDelay({ resolution: 1 })
  histogram.enable()
  await work()
  histogram.disable()
  return { max: histogram.max / 1e6, p99: histogram.percentile(99) / 1e6 }
}

/** Milliseconds, with as many digits as mean something. */
export function ms(value: number): string {
  return value < 10 ? value.toFixed(2) : value.toFixed(value < 100 ? 1 : 0)
}

/** Markdown, so that it can stand in docs/measurements.md as it is. */
export function printTable(head: readonly string[], rows: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  console.log([line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n'))
  console.log('')
}

interface Goal {
  readonly what: string
  readonly isMet: boolean
  readonly result: string
}
const goals: Goal[] = []

/** A goal of the bench with what came of it; they are printed together at the end. */
export function noteGoal(what: string, isMet: boolean, result: string): void {
  goals.push({ what, isMet, result })
}

export function printGoals(): void {
  console.log('## Goals and results\n')
  printTable(
    ['goal', 'result', ''],
    goals.map(({ what, isMet, result }) => [what, result, isMet ? 'met' : 'missed']),
  )
}

/** Figures of a busy machine are worth less: whoever reads them should know. */
export function printMachine(): void {
  const [one = 0, five = 0] = loadavg()
  const [processor] = cpus()
  console.log(
    `Node ${process.versions.node}, ${cpus().length} cores (${processor?.model.trim() ?? 'unknown'}), load before: ${one.toFixed(1)} in the last minute, ${five.toFixed(1)} in the last five\n`,
  )
}
