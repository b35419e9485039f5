import { z } from 'zod'
import type { GraphProblemKind, LoginReason } from '#shared/domain/graph-problem.ts'

/** What Meta counts requests by. Business use cases are named as in its header: `leadgen`, `ads_insights` … */
export type GraphLimit = { kind: 'app' } | { kind: 'account' } | { kind: 'page' } | { kind: 'use-case'; type: string }

interface Told {
  /** HTTP's, or null when nothing was answered. */
  readonly status: number | null
  readonly code: number | null
  readonly subcode: number | null
  /** Meta's words for the person, in the language of the account; null where it has none. */
  readonly userTitle: string | null
  readonly userMessage: string | null
  /** What Meta's support asks for. */
  readonly fbtraceId: string | null
  /** The same request may succeed some moments later. */
  readonly isRetryable: boolean
}

/** One kind for each thing that has to be done differently; the kinds themselves: `shared/domain/graph-problem.ts`. */
export type GraphProblem = Told &
  (
    | { readonly kind: 'unreachable'; readonly reason: 'network' | 'timeout' | 'redirected' }
    | { readonly kind: 'rate-limited'; readonly limit: GraphLimit; readonly retryAt: number }
    | { readonly kind: 'permission'; readonly permissions: readonly string[] }
    | { readonly kind: 'needs-login'; readonly reason: LoginReason }
    | { readonly kind: 'refused'; readonly fields: readonly string[] }
    | { readonly kind: 'unexpected-answer'; readonly where: string }
    | {
        readonly kind: Exclude<
          GraphProblemKind,
          'unreachable' | 'rate-limited' | 'permission' | 'needs-login' | 'refused' | 'unexpected-answer'
        >
      }
  )

/** A problem before it is known when a limit ends. */
export type UndatedProblem =
  | Exclude<GraphProblem, { kind: 'rate-limited' }>
  | (Told & { kind: 'rate-limited'; limit: GraphLimit })

/** The only thing that the client throws, besides the reason of an aborted signal. Its message holds no word of Meta's or of a person. */
export class GraphError extends Error {
  override name = 'GraphError'
  readonly problem: GraphProblem
  /** For lists of failures: "permission.200". */
  readonly code: string

  constructor(problem: GraphProblem) {
    const numbers = [problem.code, problem.subcode].filter(number => number !== null)
    const code = [problem.kind, ...numbers].join('.')
    super(`Meta: ${code}`)
    this.problem = problem
    this.code = code
  }
}

const number = z.coerce.number().int().catch(0)
const text = z.string().catch('')

/** Meta's error object. Whatever of it is missing or of another kind is left out: the refusal itself counts. */
const MetaError = z.object({
  message: text,
  code: number,
  error_subcode: number,
  is_transient: z.boolean().catch(false),
  error_user_title: text,
  error_user_msg: text,
  error_data: z.unknown().optional(),
  fbtrace_id: text,
})

const LOGIN_REASONS: Record<number, LoginReason> = {
  458: 'app-removed',
  459: 'checkpoint',
  460: 'password-changed',
  463: 'expired',
  464: 'unconfirmed',
  467: 'logged-out',
  492: 'role-lost',
}

const USE_CASES: Record<number, string> = {
  80_000: 'ads_insights',
  80_001: 'pages',
  80_002: 'instagram',
  80_003: 'custom_audience',
  80_004: 'ads_management',
  80_005: 'leadgen',
  80_006: 'messenger',
  80_007: 'whatsapp',
  80_008: 'whatsapp_business_management',
  80_009: 'catalog_management',
  80_014: 'catalog_batch',
}

const ASKS_FOR_LESS = /reduce the amount of data/iu
const PERMISSIONS = /\b(?:leads_retrieval|business_management|(?:pages|ads|whatsapp_business|instagram)_[a-z_]+)\b/gu
/** Said with a plain 100, and where a token is exchanged with a plain 1. */
const APP_SECRET = /appsecret_proof|validating client secret/iu
/** The token lives: it is only not the page's own. */
const WRONG_KIND_OF_TOKEN = /must be called with a page access token/iu

/** What `{"error": …}` means; with HTTP 200 as with any other status. */
export function readMetaError(status: number, error: unknown): UndatedProblem {
  const {
    message,
    code,
    error_subcode: subcode,
    ...rest
  } = MetaError.parse(typeof error === 'object' && error !== null ? error : {})
  const told = {
    status,
    code,
    subcode: subcode === 0 ? null : subcode,
    userTitle: rest.error_user_title || null,
    userMessage: rest.error_user_msg || null,
    fbtraceId: rest.fbtrace_id || null,
    isRetryable: false,
  }
  const limit = limitOf(code)
  if (limit) return { ...told, kind: 'rate-limited', limit }
  if (ASKS_FOR_LESS.test(message) || (code === 100 && subcode === 1_487_534)) return { ...told, kind: 'too-much-data' }
  // 99 says that insights were asked at a level that does not exist: that is ours to mend.
  if (code === 1 && subcode === 99) return { ...told, kind: 'refused', fields: ['level'] }
  if (code === 101 || code === 104 || ((code === 100 || code === 1) && APP_SECRET.test(message)))
    return { ...told, kind: 'wrong-app-secret' }
  if (code === 1 || code === 2) return { ...told, kind: 'unavailable', isRetryable: true }
  if (code === 190 && WRONG_KIND_OF_TOKEN.test(message)) return { ...told, kind: 'refused', fields: ['access_token'] }
  if (code === 190 || code === 102) return { ...told, kind: 'needs-login', reason: LOGIN_REASONS[subcode] ?? 'unknown' }
  if (code === 3 || code === 10 || (code >= 200 && code <= 299) || code === 294) {
    // 270 lies among the permissions and means something else.
    if (code === 270) return { ...told, kind: 'app-not-approved' }
    return { ...told, kind: 'permission', permissions: [...new Set(message.match(PERMISSIONS) ?? [])] }
  }
  if (code === 33 || code === 803 || (code === 100 && subcode === 33)) return { ...told, kind: 'not-found' }
  if (code === 368) return { ...told, kind: 'blocked' }
  if (code === 3018) return { ...told, kind: 'too-old' }
  if (code === 2635) return { ...told, kind: 'version-ended' }
  if (rest.is_transient || status >= 500) return { ...told, kind: 'unavailable', isRetryable: true }
  return { ...told, kind: 'refused', fields: blamedFields(rest.error_data) }
}

function limitOf(code: number): GraphLimit | undefined {
  if (code === 4 || code === 341) return { kind: 'app' }
  if (code === 17 || code === 613) return { kind: 'account' }
  if (code === 32) return { kind: 'page' }
  const type = USE_CASES[code]
  return type === undefined ? undefined : { kind: 'use-case', type }
}

const Blame = z.object({ blame_field_specs: z.array(z.array(z.coerce.string())) })

/** `error_data` comes as an object, or as JSON text of one. */
function blamedFields(data: unknown): string[] {
  const parsed = Blame.safeParse(typeof data === 'string' ? jsonOf(data) : data)
  return parsed.success ? parsed.data.blame_field_specs.map(path => path.join('.')) : []
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A problem in which Meta itself has said nothing. */
export function silentProblem(status: number | null): Told {
  return { status, code: null, subcode: null, userTitle: null, userMessage: null, fbtraceId: null, isRetryable: false }
}
