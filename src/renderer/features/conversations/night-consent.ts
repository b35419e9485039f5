import { z } from 'zod'
import type { ConversationId, StaffId } from '#shared/domain/ids.ts'
import { coreNow } from '../../rpc/core-clock.ts'
import { useSignedInStaff } from '../../rpc/use-connection.ts'

/** No night is longer; the next one asks again. */
const ONE_NIGHT_MS = 12 * 3_600_000

const Given = z.record(z.string(), z.number())

/** To whom one person writes this night although it is night there: each is asked about once. */
export interface NightConsent {
  isGiven: (conversationId: ConversationId) => boolean
  give: (conversationId: ConversationId) => void
}

export function createNightConsent(storage: Storage, staffId: StaffId, now: () => number): NightConsent {
  const key = `santral.night.${staffId}`
  let given = parse(storage.getItem(key))
  const isOfThisNight = (at: number) => at <= now() && at > now() - ONE_NIGHT_MS
  return {
    isGiven: conversationId => isOfThisNight(given[conversationId] ?? 0),
    give(conversationId) {
      const kept = Object.entries(given).filter(([, at]) => isOfThisNight(at))
      given = { ...Object.fromEntries(kept), [conversationId]: now() }
      try {
        storage.setItem(key, JSON.stringify(given))
      } catch {
        // Full or forbidden: it is in memory still.
      }
    },
  }
}

function parse(json: string | null): Record<string, number> {
  try {
    return Given.parse(JSON.parse(json ?? ''))
  } catch {
    return {}
  }
}

const consents = new Map<StaffId, NightConsent>()

export function useNightConsent(): NightConsent {
  const { id } = useSignedInStaff()
  let consent = consents.get(id)
  if (consent === undefined) {
    consent = createNightConsent(localStorage, id, coreNow)
    consents.set(id, consent)
  }
  return consent
}
