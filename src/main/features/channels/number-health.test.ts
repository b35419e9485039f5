import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageId } from '#shared/domain/ids.ts'
import { openTestInbox, type TestInbox } from '../conversations/testing/test-inbox.ts'
import { eventOf } from './link-history.ts'
import { createLinkEventPruning } from './prune-link-events.ts'

const HOUR = 3_600_000

describe('the health of a number', () => {
  let inbox: TestInbox
  beforeEach(() => {
    inbox = openTestInbox()
    inbox.channel.acknowledge()
  })
  afterEach(() => inbox.close())

  const health = () => inbox.channels.health(inbox.accountId)
  let people = 0

  /** Writes to somebody who never wrote. */
  async function begin(): Promise<MessageId> {
    people += 1
    const phone = `+90532${String(1_000_000 + people)}`
    inbox.receive(inbox.text('eski', { peer: { phone, lid: null }, isHistory: true }))
    const conversation = inbox.all.conversations().at(-1)
    if (!conversation) throw new Error('no conversation')
    const old = inbox.all.messages().find(({ conversationId }) => conversationId === conversation.id)
    inbox.database.sqlite.prepare('delete from messages where id = ?').run(old?.id)
    return inbox.write('Merhaba', conversation.id)
  }
  /** One message after the other leaves. */
  async function settle(): Promise<void> {
    for (let turn = 0; turn < 10; turn += 1) await inbox.clock.advance(10_000)
  }
  async function pass(hours: number): Promise<void> {
    await inbox.clock.jump(hours * HOUR)
    await settle()
  }

  it('is good, with all its chats still to start, for a number that does nothing', async () => {
    expect(await health()).toMatchObject({ light: 'green', reasons: [], canStillStart: 15, age: null })
    await inbox.channels.setAge(inbox.admin, inbox.accountId, 'new')
    expect(await health()).toMatchObject({ newChatLimit: 5, canStillStart: 5, age: 'new' })
    await pass(7 * 24)
    expect(await health()).toMatchObject({ newChatLimit: 10 })
  })

  it('a first contact over the cap waits for the next day; answers go on', async () => {
    await inbox.channels.setAge(inbox.admin, inbox.accountId, 'new')
    inbox.startRunner()
    for (let index = 0; index < 5; index += 1) await begin()
    await settle()
    expect(await health()).toMatchObject({
      light: 'amber',
      reasons: ['limit-reached'],
      newChatsToday: 5,
      canStillStart: 0,
    })
    const over = await begin()
    inbox.receive(inbox.text('soru'))
    const asked = inbox.all.conversations().at(-1)
    if (!asked) throw new Error('no conversation')
    const answer = await inbox.write('cevap', asked.id)
    await settle()
    expect(inbox.messageOf(over)?.status).toBe('queued')
    expect(inbox.messageOf(answer)?.status).toBe('sent')
    // Noon in Istanbul: midnight is twelve hours away.
    await pass(12)
    expect(inbox.messageOf(over)?.status).toBe('sent')
    expect(await health()).toMatchObject({ newChatsToday: 1, canStillStart: 4 })
  })

  it('a refused reach-out starts no chat for a day', async () => {
    inbox.startRunner()
    inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'reach-out-locked', detail: '463' }))
    await begin()
    await settle()
    inbox.channel.acknowledge()
    expect(await health()).toMatchObject({ light: 'red', reasons: ['reach-out-locked'], canStillStart: 0 })
    const next = await begin()
    await settle()
    expect(inbox.messageOf(next)?.status).toBe('queued')
    // A little earlier than the message that waits would be given up.
    await pass(23.96)
    expect(await health()).toMatchObject({ reasons: [] })
    expect(inbox.messageOf(next)?.status).toBe('sent')
  })

  it('believes what WhatsApp says of its lock more than its own guess', async () => {
    const until = inbox.clock.now() + 3 * HOUR
    inbox.channel.tellStanding(inbox.accountId, { kind: 'reach-out', lockedUntil: until })
    expect(await health()).toMatchObject({ light: 'red', reachOutLockedUntil: until, canStillStart: 0 })
    inbox.startRunner()
    const waiting = await begin()
    await settle()
    expect(inbox.messageOf(waiting)?.status).toBe('queued')
    await pass(3)
    expect(await health()).toMatchObject({ light: 'green', reachOutLockedUntil: null })
    expect(inbox.messageOf(waiting)?.status).toBe('sent')
    inbox.channel.answerWith(() => ({ kind: 'refused', reason: 'reach-out-locked', detail: '463' }))
    await begin()
    await settle()
    expect((await health()).reachOutLockedUntil).not.toBeNull()
    inbox.channel.tellStanding(inbox.accountId, { kind: 'reach-out', lockedUntil: null })
    expect((await health()).reachOutLockedUntil).toBeNull()
  })

  it('starts no more chats than WhatsApp still lets it, while that counts', async () => {
    inbox.startRunner()
    await begin()
    await settle()
    const until = inbox.clock.now() + 24 * HOUR
    inbox.channel.tellStanding(inbox.accountId, { kind: 'new-chats', left: 2, until })
    expect(await health()).toMatchObject({ newChatsToday: 1, newChatLimit: 3, canStillStart: 2 })
    await begin()
    await settle()
    expect(await health()).toMatchObject({ newChatsToday: 2, newChatLimit: 3, canStillStart: 1 })
    await pass(24)
    expect(await health()).toMatchObject({ newChatLimit: 15 })
    inbox.channel.tellStanding(inbox.accountId, { kind: 'new-chats', left: null, until: null })
    expect(await health()).toMatchObject({ newChatLimit: 15 })
  })

  it('forgets its old history, and not since when it is linked', async () => {
    await inbox.channels.setAge(inbox.admin, inbox.accountId, 'new')
    inbox.channel.lose(inbox.accountId)
    inbox.channel.connect(inbox.accountId)
    await inbox.clock.jump(91 * 24 * HOUR)
    inbox.channel.lose(inbox.accountId)
    const pruning = createLinkEventPruning({ db: inbox.db, clock: inbox.clock })
    await pruning.run({}, { signal: new AbortController().signal } as never)
    const kinds = (await inbox.channels.linkHistory(inbox.accountId)).map(({ kind }) => kind)
    expect(kinds).toEqual(['lost', 'connected'])
    expect(await health()).toMatchObject({ newChatLimit: 30 })
  })

  it('knows how often the link was lost today, and what its history is', async () => {
    for (let index = 0; index < 5; index += 1) {
      inbox.channel.lose(inbox.accountId)
      inbox.channel.connect(inbox.accountId)
    }
    expect(await health()).toMatchObject({ light: 'amber', reasons: ['many-disconnects'], disconnectsToday: 5 })
    const history = await inbox.channels.linkHistory(inbox.accountId)
    expect(history[1]).toEqual({ at: inbox.clock.now(), kind: 'lost', reason: 'network', code: null })
    expect(history).toHaveLength(11)
    await pass(24)
    expect(await health()).toMatchObject({ light: 'green', disconnectsToday: 0 })
  })
})

it('only what a link comes to is its history, not the steps to it', () => {
  const connecting = { kind: 'connecting', since: 0, attempt: 1 } as const
  const unlinked = { kind: 'unlinked', failure: null } as const
  const pairing = { kind: 'pairing', qr: null, code: null, expiresAt: null, lifetimeMs: null } as const
  const waiting = {
    kind: 'waiting-to-reconnect',
    since: 0,
    retryAt: 0,
    attempt: 2,
    trouble: 'server',
    code: 503,
  } as const
  const connected = { kind: 'connected', since: 0, phoneNumber: null, syncProgress: null } as const
  expect(eventOf(connecting, waiting)).toBeNull()
  expect(eventOf(connected, { ...connected, syncProgress: 5 })).toBeNull()
  expect(eventOf(pairing, unlinked)).toBeNull()
  expect(eventOf(connected, waiting)).toEqual({ kind: 'lost', reason: 'server', code: 503 })
  expect(eventOf(connected, unlinked)).toMatchObject({ kind: 'unlinked' })
  expect(eventOf(connecting, { kind: 'ended', since: 0, end: 'banned', code: 403 })).toMatchObject({ reason: 'banned' })
})
