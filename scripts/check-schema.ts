// Fails when the tables in the code have a change that no migration in drizzle/ makes.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import config from '../drizzle.config.ts'
import { generateMigrations } from './drizzle-generate.ts'

const root = join(import.meta.dirname, '..')

await mkdir(join(root, '.cache'), { recursive: true })
const folder = await mkdtemp(join(root, '.cache', 'schema-check-'))
try {
  const out = join(folder, 'drizzle')
  const trialConfig = join(folder, 'drizzle.config.json')
  await cp(join(root, 'drizzle'), out, { recursive: true })
  // drizzle-kit takes paths from the folder it runs in, and treats an absolute one as a relative one.
  await writeFile(trialConfig, JSON.stringify({ ...config, out: `./${relative(root, out)}` }))
  const trial = await generateMigrations(relative(root, trialConfig), out, ['--name=ungenerated'], 'pipe')
  const saysNothingChanged = trial.output.includes('No schema changes')
  if (trial.exitCode !== 0 || trial.added.length > 0 || !saysNothingChanged) {
    console.error('The tables differ from the migrations. Run: npm run db:generate -- --name what-changes')
    console.error(trial.output)
    process.exitCode = 1
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}
