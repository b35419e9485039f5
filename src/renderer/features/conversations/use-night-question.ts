import { useState } from 'react'
import type { Conversation } from '#shared/contract/conversations.ts'
import { createFormat } from '../../i18n/format.ts'
import { useLocale } from '../../i18n/use-locale.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useLocalTime } from '../leads/use-local-time.ts'
import { useNightConsent } from './night-consent.ts'

/** Before something goes to a person at whose place it is night: once per chat and night, and a second Enter is the answer. */
export function useNightQuestion({ id, localTime }: Pick<Conversation, 'id' | 'localTime'>) {
  const locale = useLocale()
  const theirs = useLocalTime(localTime)
  const consent = useNightConsent()
  const [isAsked, setIsAsked] = useState(false)
  const isNight = theirs?.isNight === true
  return {
    /** Whether it may go now; where it may not, the question is there from now on. */
    mayGo(): boolean {
      if (!isNight || consent.isGiven(id)) return true
      if (isAsked) consent.give(id)
      setIsAsked(!isAsked)
      return isAsked
    },
    cancel: () => setIsAsked(false),
    /** What a clock there shows, while the question stands. */
    hour: isAsked && isNight ? createFormat(locale, theirs.timeZone).time(coreNow()) : null,
  }
}
export type NightQuestion = ReturnType<typeof useNightQuestion>
