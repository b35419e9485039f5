import { expect, it } from 'vitest'
import { planRounds } from './endurance/plan.ts'
import { runEndurance } from './endurance/run-endurance.ts'

const ROUNDS = 20
const LONGEST_MS = 10 * 60_000

it(
  'nothing is lost, doubled or broken over 20 kills in the middle of everything that goes on in an office',
  async () => {
    const lines: string[] = []
    const seed = Date.now() % 1_000_000
    const verdict = await runEndurance({ plan: planRounds(ROUNDS), seed, report: line => lines.push(line) })
    expect(verdict.faults, `seed ${seed}\n${lines.join('\n')}`).toEqual([])
    expect(verdict.total('kills')).toBe(ROUNDS)
    expect(verdict.total('received')).toBeGreaterThan(ROUNDS)
    expect(verdict.total('sent')).toBeGreaterThan(0)
    expect(verdict.total('media')).toBeGreaterThan(0)
  },
  LONGEST_MS,
)
