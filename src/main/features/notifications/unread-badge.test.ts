import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { insertChannelAccount, insertKnownLead } from '../../rpc/testing/known-lead.ts'
import { openTestApp, PASSWORD, type TestApp } from '../../rpc/testing/test-app.ts'
import { conversations } from '../conversations/schema.ts'

let office: TestApp
let account: ReturnType<typeof insertChannelAccount>

beforeEach(async () => {
  office = await openTestApp()
  account = insertChannelAccount(office.db, office.clock.now())
})
afterEach(() => office.close())

/** An unread chat with somebody's lead, as it stands once a message has come. */
function writesTo(ownerId: StaffId | null): LeadId {
  const { leadId } = insertKnownLead(office.db, office.clock.now(), ownerId, account)
  office.app.events.publish({ type: 'lead.created', leadId })
  return leadId
}

function reads(leadId: LeadId): void {
  const ofLead = eq(conversations.leadId, leadId)
  const [read] = office.db.update(conversations).set({ unreadCount: 0 }).where(ofLead).returning().all()
  if (read) office.app.events.publish({ type: 'conversation.changed', leadId, conversationId: read.id })
}

async function shown(): Promise<readonly number[]> {
  await office.clock.advance(1_000)
  return office.badge.shown
}

describe('the badge', () => {
  it('says how many chats are unread, as messages come and are read', async () => {
    const first = writesTo(null)
    expect(await shown()).toEqual([1])
    const second = writesTo(null)
    expect(await shown()).toEqual([1, 2])
    reads(first)
    reads(second)
    expect(await shown()).toEqual([1, 2, 0])
  })

  it('counts a storm once', async () => {
    for (let number = 0; number < 50; number += 1) writesTo(null)
    expect(await shown()).toEqual([50])
  })

  it('says nothing while the window is locked, and what is there once it is unlocked', async () => {
    writesTo(null)
    expect(await shown()).toEqual([1])
    await office.admin.session.lock()
    expect(await shown()).toEqual([1, 0])
    writesTo(null)
    expect(await shown()).toEqual([1, 0])
    await office.admin.session.unlock({ password: PASSWORD })
    expect(await shown()).toEqual([1, 0, 2])
    await office.admin.session.signOut()
    expect(await shown()).toEqual([1, 0, 2, 0])
  })

  it('counts what the person at the desk may see', async () => {
    const ayla = office.hire('consultant')
    await office.admin.session.signOut()
    const token = office.signIn(ayla)
    writesTo(ayla)
    writesTo(null)
    writesTo(office.hire('consultant'))
    expect(await shown()).toEqual([])
    const page = office.connectUngreeted()
    await page.system.hello({ contract: CONTRACT_VERSION, sessionToken: token })
    expect(await shown()).toEqual([2])
  })

  it('takes the number away when the program ends', async () => {
    writesTo(null)
    await shown()
    office.app.start()
    await office.app.stop()
    expect(office.badge.shown).toEqual([1, 0])
  })
})
