import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type FileId, type InteractionId, type LeadId, newId } from '#shared/domain/ids.ts'
import { attachments } from '../files/schema.ts'
import { addIdentity, refreshSearchText } from '../leads/identities.ts'
import { updateLead } from '../leads/lead-queries.ts'
import { tablesOfLeads } from '../leads/merge-record.sql.ts'
import { interactions, leadMerges } from '../leads/schema.ts'
import { UNDO_MERGE_FOR } from '../leads/undo-merge.ts'
import { messageReactions } from './schema.ts'
import { refreshSummary } from './summary.ts'
import { openTestInbox, PHONE, type TestInbox } from './testing/test-inbox.ts'

const LID = '123456789012345'
const byPhone = { phone: PHONE, lid: null }
const byLid = { phone: null, lid: LID }
const byBoth = { phone: PHONE, lid: LID }

let inbox: TestInbox
beforeEach(() => {
  inbox = openTestInbox()
})
afterEach(() => inbox.close())

function meetTwice(of = inbox) {
  of.receive(of.text('telefondan', { peer: byPhone }))
  of.receive(of.text('gizliden', { peer: byLid, pushName: null }))
  const [older, newer] = of.all.leads()
  if (!older || !newer) throw new Error('one lead is missing')
  return { older: older.id, newer: newer.id }
}

const join = (of = inbox) => of.receive({ kind: 'address-learned', phone: PHONE, lid: LID })

function mergeEntry(of = inbox): InteractionId {
  const entry = of.db.select().from(interactions).where(eq(interactions.kind, 'merge')).all().at(-1)
  if (!entry) throw new Error('nothing was merged')
  return entry.id
}

/** Every row of every person, but for what grows with each change and what tells of the merge itself. */
function allRows({ db }: TestInbox) {
  const names = ['leads', 'message_reactions', ...tablesOfLeads(db).map(({ name }) => name)].filter(
    name => name !== 'lead_merges',
  )
  return Object.fromEntries(
    names.map(name => {
      const rows = db.all<Record<string, unknown>>(sql`select * from ${sql.identifier(name)}`)
      const lasting = rows
        .filter(row => row['kind'] !== 'merge' && row['kind'] !== 'merge_undone')
        .map(({ version: _, updated_at: __, ...row }) => row)
      return [name, lasting.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))]
    }),
  )
}

function addFile(of: TestInbox, leadId: LeadId, name: string, messageId = of.all.messages()[0]?.id): void {
  const message = of.all.messages().find(({ id }) => id === messageId)
  const content = { mime: 'image/png', size: 1, sha256: 'a'.repeat(64), state: 'ready', searchText: name } as const
  of.db
    .insert(attachments)
    .values({
      id: newId<FileId>(),
      leadId,
      messageId: message?.leadId === leadId ? message.id : null,
      conversationId: message?.leadId === leadId ? message.conversationId : null,
      direction: 'in',
      kind: 'image',
      name,
      thumbnail: Buffer.from([1, 2, 3]),
      ...content,
      happenedAt: 1,
      createdAt: 1,
      updatedAt: 1,
    })
    .run()
}

it('knows every table that belongs to a lead', () => {
  expect(tablesOfLeads(inbox.db).map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      ...['attachments', 'conversation_peers', 'conversations', 'file_uploads', 'interactions'],
      ...['lead_identities', 'lead_merges', 'lead_touches', 'messages'],
    ]),
  )
})

describe('a merge that is undone', () => {
  it('leaves the same rows as before, whatever the two had', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            peer: fc.constantFrom(byPhone, byLid),
            what: fc.constantFrom(
              'text',
              'waiting',
              'same',
              'own',
              'history',
              'note',
              'file',
              'email',
              'write',
              'read',
            ),
          }),
          { maxLength: 14 },
        ),
        fc.boolean(),
        async (steps, isSecondAccountFirst) => {
          const one = openTestInbox()
          try {
            const { older, newer } = meetTwice(one)
            const leadOf = (peer: unknown) => (peer === byPhone ? older : newer)
            for (const { peer, what } of steps) {
              const leadId = leadOf(peer)
              const conversation = one.all.conversations().find(row => row.leadId === leadId)
              const id = newId<InteractionId>()
              if (what === 'note') await one.leads.addNote(one.admin, { id, leadId, text: 'not' })
              else if (what === 'file')
                addFile(one, leadId, 'resim', one.all.messages().find(row => row.leadId === leadId)?.id)
              else if (what === 'email') {
                addIdentity(one.db, leadId, 'email', 'ortak@ornek.com', one.clock.now())
                refreshSearchText(one.db, leadId)
              } else if (what === 'write') await one.write('yanıt', conversation!.id)
              else if (what === 'read') {
                const last = one.all.messages().findLast(row => row.conversationId === conversation!.id)
                await one.conversations.markRead(one.admin, conversation!.id, last!.id)
              } else if (what === 'own') one.receive(one.text('telefondan yazdık', { peer, direction: 'out' }))
              else if (what === 'history') one.receive(one.text('eski', { peer, isHistory: true }))
              else if (what === 'same') one.receive(one.text('aynı', { peer, externalId: 'AYNI', sentAt: 5 }))
              else one.receive(one.text(what, { peer, kind: what === 'waiting' ? 'waiting' : 'text' }))
            }
            // The same message came to both, to one of them unreadable.
            if (isSecondAccountFirst) {
              one.receive(one.text('', { externalId: 'IKI', peer: byPhone, kind: 'waiting', sentAt: 9 }))
              const first = one.all.messages().find(row => row.externalId === 'IKI')!.id
              const reaction = { id: newId(), messageId: first, from: 'customer', emoji: '👍', at: 9 } as const
              one.db.insert(messageReactions).values(reaction).run()
              addFile(one, older, 'iki', one.all.messages().find(row => row.externalId === 'IKI')?.id)
              one.receive(one.text('dolu', { externalId: 'IKI', peer: byLid, sentAt: 9 }))
            }
            // What lists show of a conversation is worked out anew at both ends.
            for (const { id } of one.all.conversations()) refreshSummary(one.db, id, one.clock.now())
            const before = allRows(one)
            join(one)
            expect(one.all.leads()).toHaveLength(1)
            await one.merges.undo(one.admin, mergeEntry(one))
            expect(allRows(one)).toEqual(before)
          } finally {
            await one.close()
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('gives what was said meanwhile to whom its address belongs, with what hangs on it', async () => {
    const { older, newer } = meetTwice()
    join()
    inbox.receive(inbox.text('gizliden yeni', { peer: byLid }), inbox.text('telefondan yeni', { peer: byPhone }))
    await inbox.write('ikinize', inbox.all.conversations()[0]!.id)
    const fresh = inbox.all.messages().find(({ body }) => body === 'gizliden yeni')
    addFile(inbox, older, 'yeni.png', fresh?.id)
    await inbox.merges.undo(inbox.admin, mergeEntry())
    const said = (leadId: LeadId) =>
      inbox.all
        .messages()
        .filter(row => row.leadId === leadId)
        .map(({ body }) => body)
    expect(said(older)).toEqual(['telefondan', 'telefondan yeni'])
    // The answer went to the LID, as every answer to somebody whose LID is known.
    expect(said(newer)).toEqual(['gizliden', 'gizliden yeni', 'ikinize'])
    expect(inbox.db.select().from(attachments).all()).toMatchObject([{ leadId: newer, messageId: fresh?.id }])
    const rows = inbox.all.conversations()
    expect(rows.find(({ leadId }) => leadId === newer)).toMatchObject({
      lastMessagePreview: 'ikinize',
      unreadCount: 0,
    })
    expect(inbox.all.leads().map(({ lastInboundAt }) => lastInboundAt)).toEqual(
      [older, newer].map(id =>
        Math.max(
          ...inbox.all
            .messages()
            .filter(row => row.leadId === id && row.direction === 'in')
            .map(row => row.sortAt),
        ),
      ),
    )
  })

  it('keeps what a person changed since, and everything written down stays with the one who stayed', async () => {
    const { older, newer } = meetTwice()
    updateLead(inbox.db, newer, { city: 'Köln', language: 'de' }, inbox.clock.now())
    join()
    expect(inbox.all.leads()).toMatchObject([{ city: 'Köln', language: 'de' }])
    updateLead(inbox.db, older, { city: 'Bonn' }, inbox.clock.now())
    await inbox.leads.addNote(inbox.admin, { id: newId<InteractionId>(), leadId: older, text: 'sonra' })
    await inbox.merges.undo(inbox.admin, mergeEntry())
    expect(inbox.all.leads()).toMatchObject([
      { id: older, city: 'Bonn', language: null },
      { id: newer, city: 'Köln', language: 'de' },
    ])
    const note = inbox.db.select().from(interactions).where(eq(interactions.kind, 'note')).get()
    expect(note?.leadId).toBe(older)
  })

  it('is never done again by itself: the phone stays with one and the LID with the other', async () => {
    const { older, newer } = meetTwice()
    join()
    await inbox.merges.undo(inbox.admin, mergeEntry())
    join()
    inbox.receive(inbox.text('ikisi birden', { peer: byBoth }), inbox.text('yalnız telefon', { peer: byPhone }))
    expect(inbox.all.leads()).toHaveLength(2)
    const leadOf = (body: string) => inbox.all.messages().find(row => row.body === body)?.leadId
    expect([leadOf('ikisi birden'), leadOf('yalnız telefon')]).toEqual([newer, older])
    // But a person may think otherwise.
    await inbox.merges.merge(inbox.admin, newer, older)
    expect(inbox.all.leads()).toMatchObject([{ id: newer }])
  })

  it('goes back one by one, the last first, and only for a month', async () => {
    const { older } = meetTwice()
    join()
    const first = mergeEntry()
    inbox.receive(inbox.text('üçüncü', { peer: { phone: '+4915112345678', lid: null } }))
    const third = inbox.all.leads().at(-1)!.id
    await inbox.merges.merge(inbox.admin, third, older)
    const second = mergeEntry()
    const timeline = () => inbox.leads.timeline(inbox.admin, { leadId: third, part: 'all', cursor: null, limit: 50 })
    expect((await timeline()).items.filter(item => item.undoUntil !== null).map(({ id }) => id)).toEqual([second])
    const refused = (reason: string) => ({ code: 'CANNOT_UNDO', data: { reason } })
    await expect(inbox.merges.undo(inbox.admin, first)).rejects.toMatchObject(refused('not-the-last'))
    await inbox.merges.undo(inbox.admin, second)
    expect(inbox.all.leads().map(({ id }) => id)).toEqual(expect.arrayContaining([older, third]))
    await expect(inbox.merges.undo(inbox.admin, second)).rejects.toMatchObject(refused('undone'))
    await inbox.clock.jump(UNDO_MERGE_FOR)
    await expect(inbox.merges.undo(inbox.admin, first)).rejects.toMatchObject(refused('too-late'))
    expect(
      (await inbox.leads.timeline(inbox.admin, { leadId: older, part: 'all', cursor: null, limit: 50 })).items.every(
        item => item.undoUntil === null,
      ),
    ).toBe(true)
  })

  it('keeps nothing of people longer than it can be undone', async () => {
    meetTwice()
    join()
    await inbox.clock.jump(UNDO_MERGE_FOR)
    const [one, other] = ['+4915112345678', '+4915112345679'].map(phone => {
      inbox.receive(inbox.text('x', { peer: { phone, lid: null } }))
      return inbox.all.leads().at(-1)!.id
    })
    await inbox.merges.merge(inbox.admin, one!, other!)
    const kept = inbox.db.select().from(leadMerges).orderBy(leadMerges.seq).all()
    expect(kept.map(({ before }) => before !== null)).toEqual([false, true])
    await inbox.leads.remove(inbox.admin, one!, inbox.all.leads().find(({ id }) => id === one)!.version)
    expect(inbox.db.select().from(leadMerges).all()).toHaveLength(1)
  })
})

describe('people who may be one', () => {
  it('are suggested by e-mail and by the end of a number, and never joined by these', async () => {
    const make = async (name: string, phoneNumber: string | null, email: string | null) => {
      const details = { name, phoneNumber, email, countryCode: null, language: null, city: null }
      return inbox.leads.create(inbox.admin, { id: newId<LeadId>(), ...details, stageId: null, source: 'manual' })
    }
    const one = await make('Bir', '+905321112233', 'aile@ornek.com')
    const two = await make('İki', '+495321112233', null)
    const three = await make('Üç', null, 'aile@ornek.com')
    await make('Dört', '+905321112234', 'baska@ornek.com')
    const found = await inbox.merges.candidates(inbox.admin, one.id)
    expect(new Map(found.map(({ lead, reason }) => [lead.id, reason]))).toEqual(
      new Map([
        [two.id, 'last_ten_digits'],
        [three.id, 'email'],
      ]),
    )
    const bora = inbox.hire('consultant')
    await inbox.leads.assign(inbox.admin, two.id, inbox.admin.id)
    expect((await inbox.merges.candidates(bora, one.id)).map(({ lead }) => lead.id)).toEqual([three.id])
    await expect(inbox.merges.merge(bora, one.id, two.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(inbox.all.leads()).toHaveLength(4)
  })
})
