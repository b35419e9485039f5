import type { ProcedureAccess } from '#shared/contract/procedure.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { listContractProcedures } from './contract-procedures.ts'

const COLUMNS = ['signed out', 'consultant', 'manager', 'admin'] as const

const INTRODUCTION = `# Who may do what

Written from the contract by \`node scripts/generate-roles.ts\`; a test fails when it is out of date, and another calls every procedure
as every role and compares the answers with this page.

- **yes**: may call it. **no**: is answered FORBIDDEN, or UNAUTHENTICATED when signed out.
- **own**: reaches the leads that are theirs or nobody's, with everything that hangs on them; any other lead is NOT_FOUND, as if
  it were not there. **all**: reaches every lead.
- A locked session is answered like one that is signed out, until it is unlocked.
- A role is read from the database at every call: a change counts at once, also for pages that are open.
`

/** The page for people. Its content is the contract's, so nobody edits it by hand. */
export function rolesDocument(): string {
  const rows = listContractProcedures().map(({ name, access }) => {
    const cells = COLUMNS.map(column => cellOf(access, column))
    return `| \`${name}\` | ${cells.join(' | ')} |`
  })
  const head = [`| procedure | ${COLUMNS.join(' | ')} |`, `|---|${COLUMNS.map(() => ':-:|').join('')}`]
  return `${INTRODUCTION}\n${[...head, ...rows].join('\n')}\n`
}

function cellOf({ roles, reach }: ProcedureAccess, column: (typeof COLUMNS)[number]): string {
  if (roles === 'public') return 'yes'
  if (column === 'signed out' || roles === 'nobody' || !isAllowed(roles, column)) return 'no'
  if (reach !== 'own') return 'yes'
  return column === 'consultant' ? 'own' : 'all'
}

function isAllowed(roles: 'signed-in' | readonly StaffRole[], role: StaffRole): boolean {
  return roles === 'signed-in' || roles.includes(role)
}
