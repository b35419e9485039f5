import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ConversationId, LeadId, type MessageId, newId } from '#shared/domain/ids.ts'
import { transact } from '../../db/database.ts'
import { createJobQueue } from '../../jobs/job-queue.ts'
import { insertChannelAccount, insertKnownLead } from '../../rpc/testing/known-lead.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { zonesOfLead } from '../templates/template-facts.ts'
import { createAdGreetings } from './greet.ts'
import { adGreetings } from './schema.ts'

type Office = Awaited<ReturnType<typeof openTestOffice>>

let office: Office
let sent: { id: MessageId; body: string; author: unknown }[]
let isConnected: boolean
let leadId: LeadId
let conversationId: ConversationId
let greetings: ReturnType<typeof createAdGreetings>

beforeEach(async () => {
  office = await openTestOffice()
  const { db, clock, settings } = office
  sent = []
  isConnected = true
  const known = insertKnownLead(db, clock.now(), null, insertChannelAccount(db, clock.now()))
  leadId = known.ids.get(LeadId) as LeadId
  conversationId = known.ids.get(ConversationId) as ConversationId
  office.database.sqlite.prepare('delete from messages').run()
  greetings = createAdGreetings({
    ...{ db, clock, settings, zonesOfLead, jobs: createJobQueue({ clock }) },
    // What leaves by itself has tests of its own.
    automatic: {
      wayInto: () => ({ conversation: { id: conversationId } as never, isConnected }),
      send: (_tx, author, _conversation, { id, body }) => void sent.push({ id, body, author }),
    },
  })
  await settings.update(office.admin.id, { greetsFromAds: true, adGreeting: { tr: 'Merhaba!', en: 'Hello!' } })
})
afterEach(() => office.close())

const come = () =>
  transact(office.db, tx => greetings.noteReferral(tx, { leadId, conversationId, at: office.clock.now() }))
const run = () => greetings.definition.run({ leadId }, {} as never)
const states = () =>
  office.db
    .select()
    .from(adGreetings)
    .all()
    .map(({ state }) => state)

describe('a person who comes from an ad', () => {
  it('is greeted once, however often they come and the job runs', () => {
    come()
    run()
    come()
    run()
    expect(sent).toEqual([{ id: expect.any(String), body: 'Merhaba!', author: null }])
    expect(states()).toEqual(['sent'])
  })

  it('is not greeted where the office does not want it', async () => {
    await office.settings.update(office.admin.id, { greetsFromAds: false })
    come()
    expect(states()).toEqual([])
  })

  it('is not greeted after somebody has answered', () => {
    come()
    office.database.sqlite
      .prepare(`insert into messages (id, conversation_id, lead_id, channel, direction, kind, body, status, external_id, sort_at, created_at, updated_at)
        values (?, ?, ?, 'whatsapp', 'out', 'text', 'x', 'sent', 'x', 1, 1, 1)`)
      .run(newId(), conversationId, leadId)
    run()
    expect(sent).toEqual([])
    expect(states()).toEqual(['answered'])
  })

  it('is greeted in the morning who came at night, and not the day after', async () => {
    // Two in the night in Istanbul.
    await office.clock.advance(Date.parse('2026-01-15T23:00:00Z') - office.clock.now())
    come()
    expect(run).toThrow('waiting')
    await office.clock.advance(6 * 3_600_000 + 60_000)
    run()
    expect(sent).toHaveLength(1)
    expect(states()).toEqual(['sent'])
  })

  it('is not greeted when the moment has passed', async () => {
    isConnected = false
    come()
    expect(run).toThrow('waiting')
    await office.clock.advance(15 * 3_600_000)
    isConnected = true
    run()
    expect(sent).toEqual([])
    expect(states()).toEqual(['late'])
  })
})
