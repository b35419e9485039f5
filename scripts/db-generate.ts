// npm run db:generate -- --name what-changes: writes the next migration into drizzle/.
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { generateMigrations } from './drizzle-generate.ts'

const { values } = parseArgs({ options: { name: { type: 'string' }, custom: { type: 'boolean', default: false } } })

if (!values.name || !/^[a-z][a-z0-9]*([-_][a-z0-9]+)*$/.test(values.name)) {
  console.error('A migration needs a name that says what it does: npm run db:generate -- --name lead-lost-reason')
  console.error('(Add --custom for an empty one to write by hand, as for full-text tables.)')
  process.exit(1)
}

const root = join(import.meta.dirname, '..')
const args = [`--name=${values.name}`, ...(values.custom ? ['--custom'] : [])]
const { added, exitCode } = await generateMigrations('drizzle.config.ts', join(root, 'drizzle'), args, 'inherit')
if (exitCode !== 0 || added.length === 0) {
  console.error('No migration was written: nothing changed, or drizzle-kit wanted an answer and had no terminal.')
  process.exit(1)
}
