import type { MetaHealth } from '#shared/contract/meta.ts'
import { GraphProblemKind, LoginReason } from '#shared/domain/graph-problem.ts'

type Stated = Pick<NonNullable<MetaHealth['problem']>, 'kind' | 'reason'>

/** The name of a problem's words in the catalogue; kinds of a newer core read as a refusal. */
export function problemWords({ kind, reason }: Stated) {
  if (kind === 'needs-login' && reason !== null && LoginReason.safeParse(reason).success)
    return `login.${reason}` as const
  const isKnown = kind === 'token-missing' || GraphProblemKind.safeParse(kind).success
  return `problem.${isKnown ? kind : 'refused'}` as const
}
