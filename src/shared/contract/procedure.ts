import { oc } from '@orpc/contract'
import { z } from 'zod'
import type { StaffRole } from '../domain/staff-role.ts'

/**
 * Who may call a procedure. It stands in the contract, the router enforces it once for all, `docs/roles.md` is written from
 * it and a test walks every procedure with every role.
 *
 * - `public`: before sign-in (first run, sign-in, handshake)
 * - `signed-in`: every role
 * - `reach`: `own` where a consultant only reaches leads that are theirs or nobody's; the queries enforce it
 */
export interface ProcedureAccess {
  readonly roles: 'nobody' | 'public' | 'signed-in' | readonly StaffRole[]
  readonly reach: 'none' | 'own' | 'all'
}

/** Every expected failure that any procedure may answer with. What only one procedure can say stands beside that procedure. */
const commonErrors = {
  UNAUTHENTICATED: { message: 'Sign in first' },
  FORBIDDEN: { message: 'This role may not do that' },
  NOT_FOUND: { message: 'It is not there, or not yours to see', data: z.object({ what: z.string() }) },
  CONFLICT: {
    message: 'Somebody changed it in the meantime',
    data: z.object({ what: z.string(), currentVersion: z.number() }),
  },
  OUT_OF_DATE: { message: 'The page and the core are of different versions', data: z.object({ contract: z.number() }) },
}

const procedure = oc.$meta<ProcedureAccess>({ roles: 'nobody', reach: 'none' }).errors(commonErrors)

export const open = procedure.meta({ roles: 'public', reach: 'none' })
export const signedIn = procedure.meta({ roles: 'signed-in', reach: 'all' })
export const ownLeads = procedure.meta({ roles: 'signed-in', reach: 'own' })
export const managers = procedure.meta({ roles: ['admin', 'manager'], reach: 'all' })
export const admins = procedure.meta({ roles: ['admin'], reach: 'all' })

/** A place in a paged list. Opaque: only the procedure that gave it can read it. */
export const Cursor = z.string().max(500)

/** How many rows a page may ask for at once. */
export const PageSize = z.number().int().min(1).max(200)

export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: Cursor.nullable() })
}
