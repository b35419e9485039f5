import { MessageChannel } from 'node:worker_threads'
import { createORPCClient, getEventMeta } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { CONTRACT_VERSION } from '#shared/contract/contract-version.ts'
import type { LiveUpdate } from '#shared/contract/events.ts'
import type { LeadId, StaffId } from '#shared/domain/ids.ts'
import { createSystemService } from '../features/system/service.ts'
import type { RpcPort } from './rpc-server.ts'
import { insertChannelAccount, insertKnownLead } from './testing/known-lead.ts'
import { type Client, openTestApp, type TestApp } from './testing/test-app.ts'

let office: TestApp
let account: ReturnType<typeof insertChannelAccount>
beforeAll(async () => {
  office = await openTestApp()
  account = insertChannelAccount(office.db, office.clock.now())
})
afterAll(() => office.close())

const leadOf = (owner: StaffId | null) => insertKnownLead(office.db, office.clock.now(), owner, account).leadId
const publish = (leadId: LeadId) => office.app.events.publish({ type: 'lead.changed', leadId })

async function listen(client: Client, lastEventId?: string) {
  const leaving = new AbortController()
  const signal = leaving.signal
  const stream = await client.system.updates(
    undefined,
    lastEventId === undefined ? { signal } : { signal, lastEventId },
  )
  const heard: LiveUpdate[] = []
  let lastId: string | undefined
  const ended = (async () => {
    for await (const update of stream) {
      heard.push(update)
      lastId = getEventMeta(update)?.id ?? lastId
    }
  })().catch((error: unknown) => {
    // Whoever leaves, or closes the port, is told by an AbortError that they left.
    if (!signal.aborted && (error as Error).name !== 'AbortError') throw error
  })
  return {
    heard,
    lastId: () => lastId,
    typesOf: () => heard.map(update => (update.kind === 'event' ? update.event.type : update.kind)),
    async stop() {
      leaving.abort()
      await ended
    },
  }
}

async function consultant() {
  const id = office.hire('consultant')
  return { id, client: await office.connect(office.signIn(id)) }
}

describe('live updates', () => {
  it('tell of a lead that has just been given away whoever could see it until then, once', async () => {
    const [ayla, bora, third] = [await consultant(), await consultant(), await consultant()]
    const pages = [await listen(ayla.client), await listen(bora.client), await listen(third.client)] as const
    const leadId = leadOf(ayla.id)
    await office.admin.leads.assign({ id: leadId, ownerId: bora.id })
    await expect.poll(() => pages[0].typesOf()).toEqual(['lead.changed'])
    await expect.poll(() => pages[1].typesOf()).toEqual(['lead.changed'])
    await office.admin.leads.addNote({ id: crypto.randomUUID() as never, leadId, text: 'Aradı' })
    await expect.poll(() => pages[1].typesOf()).toEqual(['lead.changed', 'lead.changed'])
    await office.admin.leads.assign({ id: leadId, ownerId: null })
    // From the pool everybody hears; before, Ayla and the third heard nothing of what was Bora's.
    await expect.poll(() => pages[2].typesOf()).toEqual(['lead.changed'])
    await expect.poll(() => pages[0].typesOf()).toEqual(['lead.changed', 'lead.changed'])
    await Promise.all(pages.map(page => page.stop()))
  })

  it('go on after a pause with what was missed, also when most of it was of no business of the page', async () => {
    const { id, client } = await consultant()
    const [foreign, own] = [leadOf(office.hire('consultant')), leadOf(id)]
    const first = await listen(client, office.app.events.latestId())
    for (let number = 0; number < 300; number += 1) publish(foreign)
    await expect.poll(() => first.typesOf().filter(type => type === 'passed').length).toBeGreaterThan(5)
    await first.stop()
    for (let number = 0; number < 60; number += 1) publish(foreign)
    publish(own)
    const second = await listen(client, first.lastId())
    await expect.poll(() => second.typesOf().filter(type => type !== 'passed')).toEqual(['lead.changed'])
    await second.stop()
  })

  it('begin where the greeting was said, and call an end that is too far back a gap', async () => {
    const client = office.connectUngreeted()
    const sessionToken = office.signIn(office.hire('manager'))
    const { latestEventId } = await client.system.hello({ contract: CONTRACT_VERSION, sessionToken })
    office.app.events.publish({ type: 'stages.changed' })
    const page = await listen(client, latestEventId)
    await expect.poll(() => page.typesOf()).toEqual(['stages.changed'])
    await page.stop()
    for (let number = 0; number < 101; number += 1) office.app.events.publish({ type: 'jobs.changed' })
    const late = await listen(client, page.lastId())
    await expect.poll(() => late.typesOf()).toEqual(['gap'])
    office.app.events.publish({ type: 'stages.changed' })
    await expect.poll(() => late.typesOf()).toEqual(['gap', 'stages.changed'])
    await late.stop()
  })

  it('leave no listener behind, however a page goes', async () => {
    const { events } = office.app
    let listeners = 0
    const subscribe = events.subscribe
    events.subscribe = listener => {
      listeners += 1
      const stop = subscribe(listener)
      let isStopped = false
      return () => {
        if (!isStopped) listeners -= 1
        isStopped = true
        stop()
      }
    }
    const staffId = office.hire('manager')
    const byAbort = await listen(await office.connect(office.signIn(staffId)))
    const { port1, port2 } = new MessageChannel()
    office.app.rpc.servePort(port1 as unknown as RpcPort)
    port2.start()
    const closing: Client = createORPCClient(new RPCLink({ port: port2 as never }))
    await closing.system.hello({ contract: CONTRACT_VERSION, sessionToken: office.signIn(staffId) })
    const byClose = await listen(closing)
    const signingOut = await office.connect(office.signIn(staffId))
    const bySignOut = await listen(signingOut)
    const locking = await office.connect(office.signIn(staffId))
    const byLock = await listen(locking)
    await expect.poll(() => listeners).toBe(4)
    await byAbort.stop()
    port2.close()
    await signingOut.session.signOut()
    await locking.session.lock()
    await expect.poll(() => listeners).toBe(0)
    await Promise.all([byClose.stop(), bySignOut.stop(), byLock.stop()])
    events.subscribe = subscribe
  })

  it('are not begun for a page that has gone already', async () => {
    const { db, clock, app } = office
    const { settings, session } = app.services
    const world = { db, clock, events: app.events, settings, session, secretBox: app.secretBox }
    const system = createSystemService({ ...world, host: 'browser', programVersion: '0', schemaNumber: 1 })
    const connection = { id: 'x', isAtDesk: false, isGreeted: true, sessionId: null }
    const gone = AbortSignal.abort()
    expect(await system.updates(connection, undefined, gone).next()).toEqual({ done: true, value: undefined })
  })

  it('give a page that does not take them one word for a thousand of them', async () => {
    const { id } = await consultant()
    const token = office.signIn(id)
    const sessionId = office.app.services.session.resolve(token)
    const connection = { id: 'x', isAtDesk: false, isGreeted: true, sessionId }
    const stream = office.app.services.system.updates(connection, undefined, undefined)
    const first = stream.next()
    office.app.events.publish({ type: 'stages.changed' })
    expect(await first).toMatchObject({ value: { kind: 'event' } })
    for (let number = 0; number < 2_500; number += 1) office.app.events.publish({ type: 'jobs.changed' })
    const kinds: string[] = []
    for (let number = 0; number < 600; number += 1) {
      const { value } = await Promise.race([stream.next(), new Promise<{ value: undefined }>(setImmediate)])
      if (value === undefined) break
      kinds.push(value.kind)
    }
    expect(kinds[0]).toBe('gap')
    expect(kinds.length).toBeLessThan(1_001)
    office.app.events.publish({ type: 'stages.changed' })
    await stream.return()
  })
})
