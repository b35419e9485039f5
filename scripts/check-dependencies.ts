import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

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

/** Runs dependency-cruiser over `folders` below `project` and reads its report. */
export async function cruiseDependencies(
  project: string,
  folders: string[],
  extra: string[] = [],
): Promise<DependencyReport> {
  const cli = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs')
  const args = [cli, '--config', join(root, '.dependency-cruiser.mjs'), '--output-type', 'json', ...extra, ...folders]
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: project, maxBuffer: 256 * 1024 * 1024 })
  const { summary } = CruiseReport.parse(JSON.parse(stdout))
  const violations = summary.violations.map(({ rule, from, to }) => ({ rule: rule.name, from, to }))
  return { moduleCount: summary.totalCruised, violations }
}

if (import.meta.main) {
  const { moduleCount, violations } = await cruiseDependencies(root, ['src', 'simulators'])
  // With a parser that does not know the code, dependency-cruiser reports "no violations" because it saw nothing.
  if (moduleCount === 0) {
    console.error('dependency-cruiser saw no module at all; its parser is not working.')
    process.exitCode = 1
  }
  for (const { rule, from, to } of violations) console.error(`${rule}: ${from} → ${to}`)
  if (violations.length > 0) process.exitCode = 1
  console.error(`${moduleCount} modules, ${violations.length} violations`)
}
