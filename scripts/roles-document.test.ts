import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { listContractProcedures } from './contract-procedures.ts'
import { rolesDocument } from './roles-document.ts'

it('docs/roles.md says what the contract says', () => {
  const page = readFileSync(join(import.meta.dirname, '..', 'docs', 'roles.md'), 'utf8')
  expect(page, 'run: node scripts/generate-roles.ts').toBe(rolesDocument())
})

it('the page names every procedure, and every procedure has said who may call it', () => {
  const procedures = listContractProcedures()
  expect(procedures.length).toBeGreaterThan(50)
  for (const { name } of procedures) expect(rolesDocument()).toContain(`| \`${name}\` |`)
  expect(procedures.filter(({ access }) => access.roles === 'nobody').map(({ name }) => name)).toEqual([])
})
