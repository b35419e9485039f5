import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LiveUpdate } from '#shared/contract/events.ts'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { insertChannelAccount, insertKnownLead } from './testing/known-lead.ts'
import { type Client, openTestApp, PASSWORD, type TestApp } from './testing/test-app.ts'

/** Listens as a page does, and keeps what it hears until the core ends the stream, or the page stops listening. */
async function listen(client: Client) {
  const leaving = new AbortController()
  const stream = await client.system.updates(undefined, { signal: leaving.signal })
  const heard: LiveUpdate[] = []
  const ended = (async () => {
    try {
      for await (const update of stream) heard.push(update)
    } catch (error) {
      // Whoever leaves is told by an AbortError that they left.
      if (!leaving.signal.aborted) throw error
    }
  })()
  async function stop(): Promise<void> {
    leaving.abort()
    await ended
  }
  return { heard, ended, stop }
}

describe('the live updates of a page', () => {
  let office: TestApp
  let staffId: StaffId
  let client: Client
  beforeAll(async () => {
    office = await openTestApp()
    staffId = office.hire('consultant')
    client = await office.connect(office.signIn(staffId))
  })
  afterAll(() => office.close())

  const noteOn = (leadId: LeadId) => office.app.events.publish({ type: 'lead.changed', leadId })
  const memberNow = async () => {
    const member = (await office.admin.staff.list()).find(({ id }) => id === staffId)
    if (!member) throw new Error('not hired')
    return member
  }

  it('tell of the leads that the person may see, and of no others', async () => {
    const account = insertChannelAccount(office.db, office.clock.now())
    const leadOf = (owner: StaffId | null) => insertKnownLead(office.db, office.clock.now(), owner, account).leadId
    const [foreign, own, nobodys] = [leadOf(office.hire('consultant')), leadOf(staffId), leadOf(null)]
    const manager = await office.connect(office.signIn(office.hire('manager')))
    const [page, managersPage] = [await listen(client), await listen(manager)]
    for (const leadId of [foreign, own, nobodys]) noteOn(leadId)
    const leadsOf = (heard: LiveUpdate[]) =>
      heard.map(update => (update.kind === 'event' && 'leadId' in update.event ? update.event.leadId : update.kind))
    await expect.poll(() => leadsOf(managersPage.heard)).toEqual([foreign, own, nobodys])
    await expect.poll(() => leadsOf(page.heard)).toEqual([own, nobodys])
    await Promise.all([page.stop(), managersPage.stop()])
  })

  it('stop when the page is locked, and go on when it is unlocked', async () => {
    const page = await listen(client)
    await client.session.lock()
    await page.ended
    await client.session.unlock({ password: PASSWORD })
    const again = await listen(client)
    office.app.events.publish({ type: 'stages.changed' })
    await expect.poll(() => again.heard).toEqual([{ kind: 'event', event: { type: 'stages.changed' } }])
    await again.stop()
  })

  it('stop on every page when an admin sets another password, or deactivates the person', async () => {
    const pages = [client, await office.connect(office.signIn(staffId))]
    const listening = await Promise.all(pages.map(listen))
    await office.admin.staff.setPassword({ id: staffId, password: 'another password' })
    await Promise.all(listening.map(page => page.ended))

    const back = await office.connect(office.signIn(staffId))
    const page = await listen(back)
    await office.admin.staff.setActive({ ...(await memberNow()), isActive: false })
    await page.ended
    expect(page.heard).toEqual([])
    await expect(back.stages.list()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
  })
})
