/** Fields that hold people or secrets, wherever they stand in what is logged. */
const PRIVATE_FIELDS = new Set(
  [
    ...[
      'name',
      'firstName',
      'lastName',
      'fullName',
      'displayName',
      'pushName',
      'verifiedName',
      'verifiedBizName',
      'notify',
    ],
    ...[
      'body',
      'text',
      'caption',
      'content',
      'preview',
      'subject',
      'note',
      'conversation',
      'message',
      'messages',
      'search',
    ],
    ...[
      'phone',
      'phoneNumber',
      'jid',
      'remoteJid',
      'participant',
      'lid',
      'pn',
      'email',
      'address',
      'username',
      'me',
      'user',
    ],
    ...['password', 'passwordHash', 'token', 'accessToken', 'secret', 'authorization', 'cookie', 'qr', 'pairingCode'],
    ...['key', 'keys', 'creds', 'privKey', 'privateKey', 'private', 'params', 'headers', 'data'],
  ].map(field => normalise(field)),
)

/** Numbers under these names are instants, sizes and counts; any other long number may be somebody's phone. */
const HARMLESS_NUMBER = /(?:At|Ms|Bytes|Size|Count|Seq|From|To|Until|size|count|port|pid)$/

/** Alternatives that look like a phone number or a token and are not come first, and are kept. */
const TELLING_SHAPES = new RegExp(
  [
    String.raw`(?<kept>\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b` +
      String.raw`|\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\b` +
      String.raw`|\b\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}\b)`,
    String.raw`(?<email>[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)*)`,
    String.raw`(?<credential>(?<=\b(?:bearer|basic)\s)[\w.~+/=-]{8,}|(?<=(?:token|secret|password|signature|key|code)=)[^\s&"']+)`,
    String.raw`(?<token>(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{40,})`,
    String.raw`(?<digits>[+(]{0,2}\d(?:[ ().-]{0,2}\d){6,})`,
  ].join('|'),
  'giu',
)

const DEEPEST = 6
const LONGEST_TEXT = 2_000
const LONGEST_LIST = 50

/** Masks what could tell who somebody is, or let a reader in: e-mail addresses, runs of seven digits or more, tokens. */
export function maskText(text: string): string {
  const parameters = text.search(/\bparams: /)
  const told = parameters === -1 ? text : `${text.slice(0, parameters)}params: [private]`
  const short = told.length > LONGEST_TEXT ? `${told.slice(0, LONGEST_TEXT)}…` : told
  return short.replace(TELLING_SHAPES, (match: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as Record<string, string | undefined>
    if (groups.kept) return match
    if (groups.email) return '[address]'
    if (groups.digits) return '[number]'
    return '[token]'
  })
}

/** A copy of anything that may be logged, without people and secrets. Never throws. */
export function redact(value: unknown): unknown {
  try {
    return redactField(undefined, value, 0, new Set())
  } catch {
    return '[unreadable]'
  }
}

function redactField(field: string | undefined, value: unknown, depth: number, above: ReadonlySet<object>): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value
  if (field !== undefined && PRIVATE_FIELDS.has(normalise(field))) return '[private]'
  if (typeof value === 'string') return maskText(value)
  if (typeof value === 'number' || typeof value === 'bigint') {
    const isLong = value >= 1_000_000 || value <= -1_000_000
    return isLong && !(field !== undefined && HARMLESS_NUMBER.test(field)) ? '[number]' : plainNumber(value)
  }
  if (typeof value !== 'object') return `[${typeof value}]`
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? '[no date]' : value.toISOString()
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`
  if (above.has(value) || depth >= DEEPEST) return '[…]'
  const path = new Set(above).add(value)
  if (value instanceof Error) return redactError(value, depth, path)
  if (Array.isArray(value)) return value.slice(0, LONGEST_LIST).map(item => redactField(field, item, depth + 1, path))
  if (value instanceof Map) return `[map of ${value.size}]`
  if (value instanceof Set) return `[set of ${value.size}]`
  return redactEntries(Object.entries(value), depth, path)
}

function redactError(error: Error, depth: number, path: ReadonlySet<object>): Record<string, unknown> {
  return {
    type: error.constructor.name,
    message: maskText(error.message),
    stack: error.stack === undefined ? undefined : maskText(error.stack),
    ...redactEntries(Object.entries(error), depth, path),
    ...(error.cause === undefined ? {} : { cause: redactField(undefined, error.cause, depth + 1, path) }),
  }
}

function redactEntries(
  entries: [string, unknown][],
  depth: number,
  path: ReadonlySet<object>,
): Record<string, unknown> {
  return Object.fromEntries(
    entries.map(([field, value]) => [maskText(field), redactField(field, value, depth + 1, path)]),
  )
}

function plainNumber(value: number | bigint): number | string {
  return typeof value === 'bigint' ? value.toString() : value
}

function normalise(field: string): string {
  return field.replaceAll(/[_-]/g, '').toLowerCase()
}
