import type { ExpectedCustomer } from '../data-folder.ts'
import type { Guest } from './cue.ts'
import { GUESTS_FROM_ABROAD, nightGuest } from './guests-from-abroad.ts'
import { TURKISH_GUESTS } from './turkish-guests.ts'

/** The thirty of the hour, in the order in which they write: languages and kinds mixed. */
export function guestsOf({ now, expected }: { now: number; expected: ExpectedCustomer | null }): Guest[] {
  const [first, ...others] = TURKISH_GUESTS
  const abroad = [nightGuest(now), ...GUESTS_FROM_ABROAD]
  const mixed = [first, recognised(expected)].filter(guest => guest !== undefined)
  while (abroad.length > 0 || others.length > 0) {
    for (const next of [abroad.shift(), others.shift()]) if (next) mixed.push(next)
  }
  return mixed
}

/**
 * Somebody of whom the office has the number from its website, who writes with a hidden one. When WhatsApp tells it, the two records are one
 * person, and become one.
 */
function recognised(expected: ExpectedCustomer | null): Guest {
  return {
    name: expected?.name.split(' ')[0] ?? 'Aylin',
    phoneNumber: expected?.phoneNumber ?? '+905550009103',
    addressing: 'lid-without-phone',
    opens: [{ say: 'Merhaba, bir süre önce sitenizden form doldurmuştum ama arayan olmadı' }],
    turns: [
      [{ tellNumber: true }, { say: `Kaydım bu numarayla olmalı. Adım ${expected?.name ?? 'Aylin Sönmez'}` }],
      [{ react: '👍' }],
    ],
  }
}
