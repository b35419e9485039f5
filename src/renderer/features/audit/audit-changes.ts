type Fields = Readonly<Record<string, unknown>>

export interface AuditChange {
  readonly field: string
  /** Null when the log knows only what came out. */
  readonly before: string | null
  readonly after: string
}

const LONGEST = 120

/** The fields that an entry of the log changed, one line each. */
export function auditChanges(before: Fields | null, after: Fields | null): readonly AuditChange[] {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return names.map(field => ({
    field,
    before: before !== null && field in before ? shown(before[field]) : null,
    after: after === null ? '–' : shown(after[field]),
  }))
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '–'
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text
}
