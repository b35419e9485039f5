import { z } from 'zod'
import { GraphProblemKind, LoginReason } from './graph-problem.ts'

/**
 *   connected → needs-login → connected (another token)
 *   either    → disconnected → connected (connected again; what it fetched before is known)
 *
 * A connection that needs a new token asks Meta for nothing until it has one.
 */
export const MetaConnectionState = z.enum(['connected', 'needs-login', 'disconnected'])
export type MetaConnectionState = z.infer<typeof MetaConnectionState>

/** What kind of token the office has pasted: it decides how long it lives, and whether it can tell the page's own. */
export const MetaTokenKind = z.enum(['system-user', 'user', 'page'])
export type MetaTokenKind = z.infer<typeof MetaTokenKind>

/** What keeps a connection from working. `token-missing`: the data came from a backup, and tokens are in none. */
export const MetaProblem = z.object({
  kind: z.union([GraphProblemKind, z.literal('token-missing')]),
  /** Of `needs-login`. */
  reason: LoginReason.nullable(),
  code: z.number().nullable(),
  subcode: z.number().nullable(),
  /** Meta's own words for the person. */
  message: z.string().nullable(),
  /** Of `permission`, as far as Meta names them. */
  permissions: z.array(z.string()),
  at: z.number(),
})
export type MetaProblem = z.infer<typeof MetaProblem>
