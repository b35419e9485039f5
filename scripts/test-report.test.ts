import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { inWords, sum, tallyPlaywright, tallyRun, tallyVitest } from './test-report.ts'

const folder = mkdtempSync(join(tmpdir(), 'santral-report-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const vitest = {
  success: true,
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
  testResults: [{ status: 'passed', assertionResults: [{}] }],
}

it('counts a test file that could not be loaded as a failure', () => {
  const broken = { ...vitest, success: false, testResults: [{ status: 'failed', assertionResults: [] }] }
  expect(tallyVitest(broken)).toEqual({ passed: 5, failed: 1, skipped: 1 })
})

it('counts an error outside of every test as a failure', () => {
  expect(tallyVitest({ ...vitest, success: false }).failed).toBe(1)
  expect(tallyVitest(vitest).failed).toBe(0)
})

it('counts a journey that passed when the build machine repeated it as passed', () => {
  const report = { stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 }, errors: [] }
  expect(tallyPlaywright(report)).toEqual({ passed: 4, failed: 1, skipped: 2 })
})

it('does not believe a runner that fell over', () => {
  const file = join(folder, 'report.json')
  writeFileSync(file, JSON.stringify(vitest))
  expect(tallyRun(0, file, tallyVitest)).toEqual({ passed: 5, failed: 0, skipped: 1 })
  expect(tallyRun(1, file, tallyVitest).failed).toBe(1)
  expect(tallyRun(0, join(folder, 'missing.json'), tallyVitest).failed).toBe(1)
})

it('ends in one line', () => {
  const total = sum([
    { passed: 400, failed: 0, skipped: 0 },
    { passed: 12, failed: 0, skipped: 0 },
  ])
  expect(inWords(total)).toBe('412 passed, 0 failed')
  expect(inWords({ ...total, skipped: 3 })).toBe('412 passed, 0 failed, 3 skipped')
})
