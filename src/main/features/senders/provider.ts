import type { OutboxProblem } from '#shared/domain/outbox.ts'
import type { SenderCheck } from '#shared/domain/sender-settings.ts'
import type { Sender } from '../outbox/sender.ts'
import type { ProviderTemplateFound } from '../templates/approved-templates.ts'

/** A sender that can also say how its set-up stands. */
export interface Provider extends Sender {
  check(signal: AbortSignal): Promise<SenderCheck[]>
  /** Only where templates have to be approved. A problem where they cannot be had. */
  listTemplates?(signal: AbortSignal): Promise<readonly ProviderTemplateFound[] | OutboxProblem>
}
