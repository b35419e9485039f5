import { type OutboxProblem, OutboxProblemKind } from '#shared/domain/outbox.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import { senderName } from '../senders/sender-words.ts'

/** What is wrong and what to do next, by its kind; of a kind that only a newer core knows, with the provider's own words (row E32). */
export function wordOutboxProblem(t: Translate<'outbox'>, problem: OutboxProblem): { title: string; mend: string } {
  const known = OutboxProblemKind.safeParse(problem.kind)
  const kind = known.success ? known.data : 'other'
  const sender = problem.sender === null ? t('someProvider') : senderName(t, problem.sender)
  const detail = problem.detail ?? problem.code ?? '—'
  return { title: t(`problem.${kind}.title`, { sender, detail }), mend: t(`problem.${kind}.mend`) }
}
