import { encodeBinaryNode } from '@whiskeysockets/baileys'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createRandom } from '../../scripts/demo/random.ts'
import { spoil, spoilBytes } from '../../simulators/whatsapp/hostile-stanzas.ts'
import { OTHER_STANZAS, VALID_MESSAGES } from '../../simulators/whatsapp/hostile-traffic.ts'
import { type LinkedOffice, openLinkedOffice } from './rpc/testing/linked-office.ts'
import { ask } from './rpc/testing/test-app.ts'

/** SANTRAL_FUZZ=50 sends that much more. */
const TIMES = Number(process.env['SANTRAL_FUZZ'] ?? 1)
const BATCH = 8
const BATCHES = 2
const LONGEST_MS = 60_000 + TIMES * 60_000

let linked: LinkedOffice
const unhandled: unknown[] = []
const noteUnhandled = (error: unknown) => void unhandled.push(error)

beforeEach(async () => {
  process.on('unhandledRejection', noteUnhandled)
  process.on('uncaughtException', noteUnhandled)
  linked = await openLinkedOffice()
})
afterEach(async () => {
  await linked.close()
  process.off('unhandledRejection', noteUnhandled)
  process.off('uncaughtException', noteUnhandled)
  unhandled.length = 0
})

/** Every word of the customers so far has been read, for Baileys takes one stanza after the other. */
async function settle(marker: string): Promise<void> {
  await linked.people[0]?.sendText(marker)
  await linked.until(() => linked.bodies().includes(marker), marker)
}

/** What was heard is dealt with: stored, or given up for a reason that can be read. */
async function expectNothingOpen(): Promise<void> {
  const { office, query } = linked
  const open = () =>
    query<{ id: string; reason: string }>(
      `SELECT stanza_id AS id, reason FROM whatsapp_journal WHERE state = 'received'`,
    )
  for (let minute = 0; minute < 8 && open().length > 0; minute += 1) await office.clock.advance(60_000)
  expect(open()).toEqual([])
  expect(query(`SELECT stanza_id FROM whatsapp_journal WHERE state = 'ignored' AND reason IS NULL`)).toEqual([])
}

/** Every list and every page of every conversation can still be shown. */
async function expectUsable(): Promise<void> {
  const { admin } = linked.office
  const lists = [
    await ask(admin, ['conversations', 'list'], { limit: 100 }),
    await ask(admin, ['leads', 'list'], { limit: 100 }),
    await ask(admin, ['diagnostics', 'incoming'], {}),
    await ask(admin, ['messages', 'search'], { query: 'a' }),
  ]
  for (const answer of lists) expect(answer).toHaveProperty('output')
  for (const { id } of (await admin.conversations.list({ limit: 100 })).items) {
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof admin.messages.list>> = await admin.messages.list({
        conversationId: id,
        cursor,
        limit: 100,
      })
      for (const { sortAt, editedAt } of page.items) {
        // A time that no calendar has breaks the page that shows it.
        expect(Number.isNaN(new Date(sortAt).getTime())).toBe(false)
        if (editedAt !== null) expect(Number.isNaN(new Date(editedAt).getTime())).toBe(false)
      }
      cursor = page.nextCursor
      if (cursor === null) break
    }
  }
  expect(unhandled).toEqual([])
}

describe('stanzas that mean harm', () => {
  it(
    'in their envelope: nobody falls over, what is whole arrives, and nothing stays open',
    async () => {
      const { device, people, bodies } = linked
      const random = createRandom(3)
      const deliver = device.deliver.bind(device)
      let isSpoilt = false
      device.deliver = stanza => deliver(isSpoilt ? { ...stanza, node: spoil(stanza.node, random.whole) } : stanza)
      for (let batch = 0; batch < BATCHES * TIMES; batch += 1) {
        isSpoilt = true
        for (let count = 0; count < BATCH; count += 1) {
          await random.pick(people).send(random.pick(VALID_MESSAGES))
          device.connection?.send(spoil(random.pick(OTHER_STANZAS), random.whole))
        }
        isSpoilt = false
        await settle(`whole ${batch}`)
      }
      expect(new Set(bodies().filter(body => body.startsWith('whole'))).size).toBe(BATCHES * TIMES)
      await expectNothingOpen()
      await expectUsable()
    },
    LONGEST_MS,
  )

  it(
    'with nonsense within valid encryption: each has its place, or a reason why not',
    async () => {
      const { people, query } = linked
      const random = createRandom(5)
      let isSpoilt = false
      for (const { party } of people) {
        const encrypt = party.encrypt.bind(party)
        party.encrypt = (peer, plaintext, takeBundle) =>
          encrypt(peer, isSpoilt ? spoilBytes(plaintext, random.whole) : plaintext, takeBundle)
      }
      const sent: string[] = []
      for (let batch = 0; batch < BATCHES * TIMES; batch += 1) {
        isSpoilt = true
        for (let count = 0; count < BATCH; count += 1) {
          sent.push((await random.pick(people).send(random.pick(VALID_MESSAGES))).id)
        }
        isSpoilt = false
        await settle(`whole ${batch}`)
      }
      await expectNothingOpen()
      const known = new Set(
        query<{ id: string }>(
          `SELECT external_id AS id FROM messages UNION SELECT stanza_id FROM whatsapp_journal WHERE state <> 'received'`,
        ).map(({ id }) => id),
      )
      expect(sent.filter(id => !known.has(id))).toEqual([])
      await expectUsable()
    },
    LONGEST_MS,
  )

  it(
    'in torn frames: the line is there again',
    async () => {
      const { device } = linked
      const random = createRandom(7)
      for (let batch = 0; batch < BATCHES * TIMES; batch += 1) {
        for (let count = 0; count < BATCH; count += 1) {
          device.connection?.sendBytes(spoilBytes(encodeBinaryNode(random.pick(OTHER_STANZAS)), random.whole))
        }
        await settle(`whole ${batch}`)
      }
      await expectUsable()
    },
    LONGEST_MS,
  )
})
