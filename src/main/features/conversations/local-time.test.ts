import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestInbox, type TestInbox } from './testing/test-inbox.ts'

let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
})
afterEach(() => inbox.close())

/** Somebody with that number writes, and the clock stands at that moment. */
async function meet(phone: string, at: number) {
  await inbox.clock.jump(at - inbox.clock.now())
  inbox.receive(inbox.text('hello', { peer: { phone, lid: null }, pushName: 'Jane' }))
  const row = inbox.all.conversations().at(-1)
  if (!row) throw new Error('they did not write')
  return row
}

const MORNING = Date.UTC(2026, 0, 15, 8, 10)

describe("the customer's hour", () => {
  it('is told from the number, of the conversation and of the lead', async () => {
    const { id, leadId } = await meet('+12125550100', MORNING)
    const theirs = { timeZone: 'America/New_York', hour: 3, minute: 10, isNight: true, latest: null }
    expect((await inbox.conversations.get(inbox.admin, id)).localTime).toEqual(theirs)
    expect((await inbox.leads.get(inbox.admin, leadId)).localTime).toEqual(theirs)
  })

  it("follows the office's idea of night", async () => {
    const { id } = await meet('+12125550100', MORNING)
    await inbox.settings.update(inbox.admin.id, { nightStart: 0, nightEnd: 3 })
    expect((await inbox.conversations.get(inbox.admin, id)).localTime).toMatchObject({ hour: 3, isNight: false })
    await inbox.settings.update(inbox.admin.id, { nightStart: 0, nightEnd: 4 })
    expect((await inbox.conversations.get(inbox.admin, id)).localTime).toMatchObject({ hour: 3, isNight: true })
  })

  it('is the one of the zone that a person has named, until they take it back', async () => {
    const { id, leadId } = await meet('+12125550100', MORNING)
    const { name, phoneNumber, email, countryCode, language, city, version } = await inbox.leads.get(
      inbox.admin,
      leadId,
    )
    const details = { name, phoneNumber, email, countryCode, language, city }
    const moved = await inbox.leads.update(inbox.admin, { id: leadId, version, ...details, timeZone: 'Asia/Dubai' })
    expect(moved).toMatchObject({ timeZone: 'Asia/Dubai', localTime: { hour: 12, isNight: false } })
    expect((await inbox.conversations.get(inbox.admin, id)).localTime?.timeZone).toBe('Asia/Dubai')
    const untouched = await inbox.leads.update(inbox.admin, { id: leadId, version: moved.version, ...details })
    expect(untouched.timeZone).toBe('Asia/Dubai')
    const back = await inbox.leads.update(inbox.admin, {
      id: leadId,
      version: untouched.version,
      ...details,
      timeZone: null,
    })
    expect(back.localTime?.timeZone).toBe('America/New_York')
  })

  it('is a span in a country of several hours, and unknown of a hidden number', async () => {
    const { id } = await meet('+61412345678', MORNING)
    expect((await inbox.conversations.get(inbox.admin, id)).localTime).toMatchObject({
      timeZone: 'Australia/Perth',
      hour: 16,
      latest: { hour: 19 },
    })
    inbox.receive(inbox.text('hi', { peer: { phone: null, lid: '900100200300400' }, pushName: 'Nobody' }))
    const hidden = inbox.all.conversations().find(row => row.id !== id)
    if (!hidden) throw new Error('they did not write')
    expect((await inbox.conversations.get(inbox.admin, hidden.id)).localTime).toBeNull()
  })
})
