import { z } from 'zod'

/**
 * What can go wrong when Meta is asked, as far as somebody has to do something different about it.
 *
 *   unreachable         no answer: no network, no server, nothing in time
 *   unavailable         Meta has trouble of its own; later it will answer
 *   too-much-data       it would answer less at a time
 *   rate-limited        asked too often; it says from when on it answers again
 *   permission          the token lacks a permission, or a role
 *   not-found           not there, or not for this token to see
 *   needs-login         the token has ended: a person has to make a new one
 *   wrong-app-secret    the app's secret is missing or wrong
 *   app-not-approved    the app may not touch what is not its developers'
 *   blocked             Meta has blocked the account or the app for a reason of its rules
 *   too-old             further back than Meta keeps figures
 *   version-ended       this program is too old for Meta
 *   refused             Meta does not take the request as it stands
 *   unexpected-answer   it answered something that this program cannot read
 */
export const GraphProblemKind = z.enum([
  'unreachable',
  'unavailable',
  'too-much-data',
  'rate-limited',
  'permission',
  'not-found',
  'needs-login',
  'wrong-app-secret',
  'app-not-approved',
  'blocked',
  'too-old',
  'version-ended',
  'refused',
  'unexpected-answer',
])
export type GraphProblemKind = z.infer<typeof GraphProblemKind>

/** Why a token has ended, as the subcode of error 190 says. */
export const LoginReason = z.enum([
  'app-removed',
  'checkpoint',
  'password-changed',
  'expired',
  'unconfirmed',
  'logged-out',
  'role-lost',
  'unknown',
])
export type LoginReason = z.infer<typeof LoginReason>
