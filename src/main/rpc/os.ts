import { randomBytes } from 'node:crypto'
import { type ImplementerInternalWithMiddlewares, implement, ORPCError } from '@orpc/server'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import { type Contract, contract } from '#shared/contract/index.ts'
import type { ProcedureAccess } from '#shared/contract/procedure.ts'
import { databaseProblemKind } from '../db/database-problem.ts'
import { createLogger } from '../logging/logger.ts'
import type { RpcContext, SignedInContext, Viewer } from './context.ts'
import { DomainError } from './domain-error.ts'

const log = createLogger('rpc')
/** Without those that are taken for one another when they are read out. */
const LETTERS = 'abcdefghkmnprstuvwxyz'

/** Answers before the page has said hello with the right contract number: the handshake itself. */
const GREETING = 'system.hello'

type Implementer = ImplementerInternalWithMiddlewares<Contract, RpcContext, SignedInContext>

/**
 * The implementer that every feature's router is written with. Around every procedure stand, in this order: the mapping of
 * errors, the handshake, and the access that the contract declares.
 */
export const os: Implementer = implement<Contract>(contract)
  .$context<RpcContext>()
  .use(async ({ next, path, procedure, context }) => {
    const toError = (error: unknown) => {
      if (databaseProblemKind(error) === 'damaged') context.services.backups.noteDamage()
      return toRpcError(error, path.join('.'), procedure['~orpc'].errorMap)
    }
    const told = log.isLevelEnabled('debug') ? performance.now() : undefined
    try {
      const result = await next()
      if (told !== undefined) log.debug({ procedure: path.join('.'), tookMs: msSince(told) }, 'answered')
      return isStream(result.output) ? { ...result, output: withMappedErrors(result.output, toError) } : result
    } catch (error) {
      const answer = toError(error)
      if (told !== undefined) {
        const code = answer instanceof ORPCError ? answer.code : undefined
        log.debug({ procedure: path.join('.'), tookMs: msSince(told), code }, 'refused')
      }
      throw answer
    }
  })
  .use(({ next, context, path }) => {
    if (!context.connection.isGreeted && path.join('.') !== GREETING) {
      throw new DomainError('OUT_OF_DATE', { contract: CONTRACT_VERSION })
    }
    return next()
  })
  .use(({ next, context, procedure }) => {
    const viewer = authorise(context, procedure['~orpc'].meta as ProcedureAccess)
    return next({ context: { viewer: viewer as Viewer } satisfies Pick<SignedInContext, 'viewer'> })
  })

function msSince(start: number): number {
  return Math.round(performance.now() - start)
}

function isStream(output: unknown): output is AsyncIterable<unknown> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output
}

/** A stream fails long after its procedure has answered: its errors are mapped like all others. */
async function* withMappedErrors(stream: AsyncIterable<unknown>, toError: (error: unknown) => Error) {
  try {
    yield* stream
  } catch (error) {
    throw toError(error)
  }
}

/**
 * Who may call: `public` procedures run without a viewer (their handlers do not read it), all others only for a signed-in,
 * unlocked person of an allowed role. A procedure that forgot to declare its access answers nobody.
 */
function authorise(context: RpcContext, access: ProcedureAccess): Viewer | null {
  const { sessionId } = context.connection
  if (access.roles === 'public') return null
  const session = sessionId === null ? null : context.services.session.viewerOf(sessionId)
  if (session === null || session.isLocked) throw new DomainError('UNAUTHENTICATED')
  if (access.roles === 'signed-in') return session.viewer
  if (access.roles === 'nobody' || !access.roles.includes(session.viewer.role)) throw new DomainError('FORBIDDEN')
  return session.viewer
}

/**
 * An expected failure becomes the typed error that the contract declares. A bug becomes a plain sentence with a reference
 * number; its text and stack stay in the log under that number.
 */
export function toRpcError(
  error: unknown,
  procedure: string,
  declared: Record<string, unknown>,
): ORPCError<string, unknown> {
  if (error instanceof DomainError && error.code in declared) {
    return new ORPCError(error.code, { message: error.code, data: error.data, defined: true })
  }
  // What does not parse is the page's fault, not ours: it is told which field, never shown its own content back.
  if (error instanceof ORPCError && (error.code === 'BAD_REQUEST' || error.defined)) return error
  // A disk that is full may meet any procedure: it is said in words, though no contract declares it. Nothing of it was done.
  const kind = databaseProblemKind(error)
  if (kind !== undefined) {
    log.error({ error, procedure, kind }, 'a procedure could not read or write')
    return new ORPCError('STORAGE_FAILED', { message: 'STORAGE_FAILED', data: { kind }, defined: true })
  }
  const reference = makeReference()
  log.error(
    { error, cause: error instanceof Error ? error.cause : undefined, procedure, reference },
    'a procedure failed unexpectedly',
  )
  return new ORPCError('INTERNAL_SERVER_ERROR', { message: 'Unexpected problem', data: { reference } })
}

/** Eight letters: of digits the log would take away whatever looks like a phone number. */
function makeReference(): string {
  return Array.from(randomBytes(8), byte => LETTERS[byte % LETTERS.length]).join('')
}
