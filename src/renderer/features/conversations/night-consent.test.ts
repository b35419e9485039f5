import { beforeEach, expect, it } from 'vitest'
import { type ConversationId, newId, type StaffId } from '#shared/domain/ids.ts'
import { createNightConsent } from './night-consent.ts'

const HOUR = 3_600_000
let now: number
const clock = () => now

beforeEach(() => {
  localStorage.clear()
  now = Date.UTC(2026, 10, 20, 23)
})

it('is given once for a chat and a night, over a reload', () => {
  const [staff, chat, other] = [newId<StaffId>(), newId<ConversationId>(), newId<ConversationId>()]
  const consent = createNightConsent(localStorage, staff, clock)
  expect(consent.isGiven(chat)).toBe(false)
  consent.give(chat)
  now += 6 * HOUR
  expect(consent.isGiven(chat)).toBe(true)
  expect(consent.isGiven(other)).toBe(false)
  expect(createNightConsent(localStorage, staff, clock).isGiven(chat)).toBe(true)
  expect(createNightConsent(localStorage, newId<StaffId>(), clock).isGiven(chat)).toBe(false)
})

it('is asked for again the next night, and what is old is forgotten', () => {
  const [staff, chat] = [newId<StaffId>(), newId<ConversationId>()]
  const consent = createNightConsent(localStorage, staff, clock)
  consent.give(chat)
  now += 23 * HOUR
  expect(consent.isGiven(chat)).toBe(false)
  consent.give(newId<ConversationId>())
  expect(localStorage.getItem(`santral.night.${staff}`)).not.toContain(chat)
})
