import type { linkSeverity } from '#shared/domain/link-state.ts'

type Severity = ReturnType<typeof linkSeverity>

const badness: Record<Severity, number> = { off: 0, good: 1, waiting: 2, broken: 3 }

/** One light for many links: the worst of them; off only when nothing is linked at all. */
export function worstSeverity(severities: readonly Severity[]): Severity {
  return severities.reduce<Severity>((worst, one) => (badness[one] > badness[worst] ? one : worst), 'off')
}
