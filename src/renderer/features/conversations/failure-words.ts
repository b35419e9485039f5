import { SendFailure } from '#shared/domain/message.ts'
import type { Translate } from '#shared/i18n/keys.ts'
import type { ShownMessage } from './shown-message.ts'

/** Why a message was not sent, with what to do. A reason of a newer core is said to be unknown, with its code if there is one. */
export function wordFailure(error: ShownMessage['error'], t: Translate<'conversations'>): string {
  const reason = SendFailure.safeParse(error?.reason)
  if (reason.success && reason.data !== 'provider') return t(`failures.${reason.data}`)
  const detail = error?.detail ?? null
  return detail === null ? t('failures.other') : t('failures.provider', { detail })
}
