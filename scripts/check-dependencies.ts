import { globSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser'
import { z } from 'zod'
import config from '../.dependency-cruiser.mjs'

const root = join(import.meta.dirname, '..')

const CruiseReport = z.object({
  summary: z.object({
    totalCruised: z.number(),
    violations: z.array(z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) })),
  }),
})

export interface DependencyReport {
  moduleCount: number
  violations: { rule: string; from: string; to: string }[]
}

/**
 * Runs dependency-cruiser over the code below `project`. Tests may import what they like, and are left out unless the code
 * imports one.
 */
export async function cruiseDependencies(
  project: string,
  { preserveSymlinks = false } = {},
): Promise<DependencyReport> {
  const files = globSync('{src,simulators}/**/*.{ts,tsx}', { cwd: project, exclude: ['**/*.test.{ts,tsx}'] })
  const { output } = await cruise(files, {
    ...config.options,
    parser: 'swc',
    baseDir: project,
    preserveSymlinks,
    validate: true,
    ruleSet: { forbidden: config.forbidden as IForbiddenRuleType[] },
    outputType: 'json',
  })
  const { summary } = CruiseReport.parse(typeof output === 'string' ? JSON.parse(output) : output)
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  return { moduleCount: summary.totalCruised, violations }
}

if (import.meta.main) {
  const { moduleCount, violations } = await cruiseDependencies(root)
  // With a parser that does not know the code, dependency-cruiser reports "no violations" because it saw nothing.
  if (moduleCount === 0) {
    console.error('dependency-cruiser saw no module at all; its parser is not working.')
    process.exitCode = 1
  }
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`)
  if (violations.length > 0) process.exitCode = 1
  console.error(`${moduleCount} modules, ${violations.length} violations`)
}
