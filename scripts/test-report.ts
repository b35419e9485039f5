import { readFileSync } from 'node:fs'
import { z } from 'zod'

export interface Tally {
  passed: number
  failed: number
  skipped: number
}

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()),
})

/** A test file that did not even load has no tests to count; it counts as one failure. */
export function tallyVitest(report: unknown): Tally {
  const { success, numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
    VitestReport.parse(report)
  const unloaded = testResults.filter(file => file.status === 'failed' && file.assertionResults.length === 0).length
  const failed = numFailedTests + unloaded
  return {
    passed: numPassedTests,
    failed: failed === 0 && !success ? 1 : failed,
    skipped: numPendingTests + numTodoTests,
  }
}

/**
 * Only the build machine repeats a failed journey, once (`playwright.config.ts`); what passes then is counted as passed and listed
 * by the runner as flaky, to be looked into. Everywhere else nothing is repeated, and every failure counts.
 */
export function tallyPlaywright(report: unknown): Tally {
  const { stats, errors } = PlaywrightReport.parse(report)
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected + errors.length, skipped: stats.skipped }
}

/** What a runner counted; a runner that fell over, or wrote no report, is one failure more than it admits. */
export function tallyRun(exitCode: number, reportFile: string, tally: (report: unknown) => Tally): Tally {
  let counted: Tally = { passed: 0, failed: 0, skipped: 0 }
  try {
    counted = tally(JSON.parse(readFileSync(reportFile, 'utf8')))
  } catch {
    return { ...counted, failed: 1 }
  }
  if (exitCode !== 0 && counted.failed === 0) return { ...counted, failed: 1 }
  return counted
}

export function sum(tallies: Tally[]): Tally {
  return tallies.reduce(
    (total, tally) => ({
      passed: total.passed + tally.passed,
      failed: total.failed + tally.failed,
      skipped: total.skipped + tally.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

export function inWords({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
