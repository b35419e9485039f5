import { expect, it } from 'vitest'
import { runEndurance } from './endurance/run-endurance.ts'

const ROUNDS = 20
const LONGEST_MS = 10 * 60_000

it(
  'nothing is lost and nothing doubled over 20 kills in the middle of bursts and sends',
  async () => {
    const lines: string[] = []
    const seed = Date.now() % 1_000_000
    const { received, sent, faults } = await runEndurance({ rounds: ROUNDS, seed, report: line => lines.push(line) })
    expect(faults, `seed ${seed}\n${lines.join('\n')}`).toEqual([])
    expect(received).toBeGreaterThan(ROUNDS)
    expect(sent).toBeGreaterThan(0)
  },
  LONGEST_MS,
)
