import { useCallback } from 'react'
import type { LinkState } from '#shared/domain/link-state.ts'
import { phoneForDisplay } from '../../i18n/format.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { describeLink, type LinkDescription, type LinkWords } from './describe-link.ts'

/** Where the button needs other words than "new code" or "try now". */
const ownAction = {
  loggedOut: 'scanAgain',
  replaced: 'useHere',
  passkeyRequired: 'tryAgain',
  pairingFailed: 'tryAgain',
  keysUnreadable: 'scanAgain',
  repeatedFailure: 'scanAgain',
  unlinked: 'link',
} as const satisfies Partial<Record<LinkWords, string>>

interface LinkSentences extends LinkDescription {
  /** "15:02'den beri bağlı değil", "Bağlı: +90 532 …". */
  readonly title: string
  /** What it means and what to do. */
  readonly hint: string
  /** The one button; empty where there is nothing to press. */
  readonly action: string
}

/** The words of a link's state in the language of the window. */
export function useLinkWords(): (link: LinkState, now: number) => LinkSentences {
  const { t } = useTranslation('channelAccounts')
  const format = useFormat()
  return useCallback(
    (link, now) => {
      const description = describeLink(link)
      const { words, since } = description
      const values = {
        since: since === null ? '' : format.since(since, now),
        number:
          link.kind === 'connected' && link.phoneNumber !== null ? phoneForDisplay(`+${digits(link.phoneNumber)}`) : '',
        count: format.number(link.kind === 'connected' ? (link.syncedMessages ?? 0) : 0),
        percent: format.percent(link.kind === 'connected' ? (link.syncProgress ?? 100) : 0),
      }
      return {
        ...description,
        title: t(`state.${words}.title`, values),
        hint: t(`state.${words}.hint`, values),
        action: description.remedy === null ? '' : t(`action.${actionOf(words, description.remedy)}`),
      }
    },
    [t, format],
  )
}

function actionOf(words: LinkWords, remedy: NonNullable<LinkDescription['remedy']>) {
  if (words in ownAction) return ownAction[words as keyof typeof ownAction]
  return remedy === 'link' ? 'newCode' : 'tryNow'
}

function digits(phoneNumber: string): string {
  return phoneNumber.replace(/\D/gu, '')
}
