import { z } from 'zod'

/**
 * Why a newer program could not be had:
 *   unreachable    no answer from the address
 *   not-a-feed     something answers there, and it is no list of Santral's versions
 *   wrong-content  what came is not what the list says; it was thrown away
 *   disk-full      no place to put it
 *   unknown        anything else; the log says more
 */
export const UpdateProblem = z.enum(['unreachable', 'not-a-feed', 'wrong-content', 'disk-full', 'unknown'])
export type UpdateProblem = z.infer<typeof UpdateProblem>

/** unasked → checking → newest | available → downloading → ready; whatever fails says why, and can be tried again */
export const UpdateState = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unasked') }),
  z.object({ kind: z.literal('checking') }),
  z.object({ kind: z.literal('newest'), at: z.number() }),
  z.object({ kind: z.literal('available'), version: z.string(), at: z.number() }),
  z.object({ kind: z.literal('downloading'), version: z.string(), percent: z.number().min(0).max(100) }),
  z.object({ kind: z.literal('ready'), version: z.string() }),
  z.object({ kind: z.literal('failed'), problem: UpdateProblem, version: z.string().nullable(), at: z.number() }),
])
export type UpdateState = z.infer<typeof UpdateState>

/** Another server over an encrypted line and without a password in its address, or this machine. */
const TRUSTWORTHY = /^(?:https:\/\/[^\s/@?#]+|http:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?)(?:[/?#]\S*)?$/iu

/** Where an office takes its updates from. Encrypted, because what comes from there is run. */
export const FeedAddress = z.url().max(500).regex(TRUSTWORTHY)
