/** How Meta refuses. Thrown by whatever answers a request, and worded in one place. */
export interface ErrorWords {
  code: number
  subcode?: number
  message?: string
  status?: number
  type?: string
  isTransient?: boolean
  userTitle?: string
  userMessage?: string
  /** As Meta sends it: an object, or the JSON text of one. */
  errorData?: unknown
}

export class MetaError extends Error {
  readonly words: ErrorWords

  constructor(words: ErrorWords) {
    super(words.message ?? MESSAGES[words.code] ?? `(#${words.code}) An error occurred`)
    this.words = words
  }
}

/** Meta's own words for its codes, where a test gives no others. */
export const MESSAGES: Readonly<Record<number, string>> = {
  1: 'An unknown error occurred',
  2: 'An unexpected error has occurred. Please retry your request later.',
  3: '(#3) Application does not have the capability to make this API call.',
  4: '(#4) Application request limit reached',
  10: '(#10) Application does not have permission for this action',
  17: '(#17) User request limit reached',
  32: '(#32) Page request limit reached',
  33: '(#33) This object does not exist or does not support this action',
  100: '(#100) Invalid parameter',
  102: 'Session key invalid or no longer valid',
  104: '(#104) API calls from the server require an appsecret_proof argument',
  190: 'Error validating access token: The session has been invalidated',
  200: '(#200) Permissions error',
  270: '(#270) Development access apps are not allowed to touch this object',
  294: '(#294) Managing advertisements requires the extended permission ads_management',
  341: '(#341) Feed action request limit reached',
  368: '(#368) The action attempted has been deemed abusive or is otherwise disallowed',
  613: '(#613) Calls to this api have exceeded the rate limit.',
  2500: 'Unknown path components',
  2635: '(#2635) You are calling a deprecated version of the Ads API. Please update to the latest version.',
  3018: '(#3018) The start date of the time range cannot be beyond 37 months from the current date',
  80_000: '(#80000) There have been too many calls to this ad-account. Wait a bit and try again.',
  80_001: '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
  80_004: '(#80004) There have been too many calls to this ad-account. Wait a bit and try again.',
  80_005: '(#80005) There have been too many leadgen api calls to this Page account. Wait a bit and try again.',
}

export function describeError({ message, words }: MetaError, traceId: string) {
  return {
    error: {
      message,
      type: words.type ?? 'OAuthException',
      code: words.code,
      ...(words.subcode !== undefined && { error_subcode: words.subcode }),
      ...(words.isTransient !== undefined && { is_transient: words.isTransient }),
      ...(words.userTitle !== undefined && { error_user_title: words.userTitle }),
      ...(words.userMessage !== undefined && { error_user_msg: words.userMessage }),
      ...(words.errorData !== undefined && { error_data: words.errorData }),
      fbtrace_id: traceId,
    },
  }
}

export function statusOf({ code, status }: ErrorWords): number {
  if (status !== undefined) return status
  if (code === 1 || code === 2) return 500
  return code === 4 || code === 17 || code === 32 ? 403 : 400
}

export function unknownField(field: string, type: string): MetaError {
  return new MetaError({
    code: 100,
    message: `(#100) Tried accessing nonexistent field (${field}) on node type (${type})`,
  })
}

export function missing(id: string): MetaError {
  return new MetaError({
    code: 100,
    subcode: 33,
    type: 'GraphMethodException',
    message: `Unsupported get request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation.`,
  })
}

export function needsPermission(permission: string): MetaError {
  return new MetaError({ code: 200, message: `(#200) Requires ${permission} permission to manage the object` })
}
