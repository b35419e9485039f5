type Fields = Readonly<Record<string, unknown>>

export interface AuditChange {
  readonly field: string
  /** Null when there was nothing before. */
  readonly before: string | null
  readonly after: string
}

const NOTHING = '–'
const LONGEST = 120

/** The fields that an entry of the log changed, one line each. */
export function auditChanges(before: Fields | null, after: Fields | null): readonly AuditChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names
    .map(field => ({ field, before: shown(before?.[field]), after: shown(after?.[field]) }))
    .filter(({ before: was, after: is }) => was !== is)
    .map(change => (change.before === NOTHING ? { ...change, before: null } : change))
}

function shown(value: unknown): string {
  if (value === null || value === undefined || value === '') return NOTHING
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
