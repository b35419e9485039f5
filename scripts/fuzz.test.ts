import { expect, it } from 'vitest'
import { runFuzz } from './endurance/run-fuzz.ts'

const COUNT = 200
const LONGEST_MS = 10 * 60_000

it(
  'hostile stanzas, inputs, requests and answers break nothing, lose nothing valid, and leave nothing in memory',
  async () => {
    const seed = Date.now() % 1_000_000
    const { faults, valid } = await runFuzz({ count: COUNT, seed, report: () => {} })
    expect(faults, `seed ${seed}`).toEqual([])
    expect(valid).toBe(2)
  },
  LONGEST_MS,
)
