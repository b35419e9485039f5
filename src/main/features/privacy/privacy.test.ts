import { buffer } from 'node:stream/consumers'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { fromBufferPromise } from 'yauzl'
import type { StageId } from '#shared/domain/ids.ts'
import { createJobQueue } from '../../jobs/job-queue.ts'
import { insertChannelAccount, insertKnownLead, type KnownLead } from '../../rpc/testing/known-lead.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { auditLog } from '../audit/schema.ts'
import { consents } from '../consents/schema.ts'
import { leads } from '../leads/schema.ts'
import { stages } from '../stages/schema.ts'
import { createWordEraser } from './erase-words.ts'
import { createRetention } from './retention.ts'

const DAY = 24 * 3_600_000
const NEVER = new AbortController().signal

let office: TestApp
let person: KnownLead
let other: KnownLead
beforeEach(async () => {
  office = await openTestApp()
  const account = insertChannelAccount(office.db, office.clock.now())
  person = insertKnownLead(office.db, office.clock.now(), null, account)
  other = insertKnownLead(office.db, office.clock.now(), null, account)
})
afterEach(() => office.close())

const versionOf = async (client: Client, { leadId }: KnownLead) => (await client.leads.get({ id: leadId })).version

/** Every table, the indexes of the search among them, in which one of the words stands. */
function tablesThatSay(words: readonly string[]): string[] {
  const { sqlite } = office.database
  const names = sqlite.prepare<[], string>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).pluck().all()
  return names.filter(name => {
    const rows = sqlite.prepare(`SELECT * FROM "${name}"`).raw().all() as unknown[][]
    const said = rows.flat().map(value => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)))
    return said.some(value => words.some(word => value.toLowerCase().includes(word.toLowerCase())))
  })
}

async function download(url: string): Promise<Buffer> {
  const { status, body } = await office.app.fileRequests.answer({
    method: 'GET',
    path: url,
    header: () => null,
    body: null,
  })
  if (status !== 200 || body === null) throw new Error(`The file was answered with ${status}`)
  return buffer(body)
}

describe('forgetting a person', () => {
  it('leaves no word and no number of theirs anywhere, and everything of everybody else', async () => {
    expect(tablesThatSay(person.secrets).length).toBeGreaterThan(10)
    const kept = other.rows()
    await office.admin.privacy.forget({ leadId: person.leadId, version: await versionOf(office.admin, person) })
    await createWordEraser({ ...office, jobs: createJobQueue(office) }).definitions[0]?.run({}, {
      signal: NEVER,
    } as never)
    // Meta's id of an entry stays, so that the same entry is not fetched again; in this office it is a word of theirs.
    expect(tablesThatSay(person.secrets)).toEqual(['lead_submissions_forgotten'])
    expect(other.rows()).toEqual(kept)
    const [entry] = office.db.select().from(auditLog).where(eq(auditLog.action, 'lead.forgotten')).all()
    expect(entry).toMatchObject({ subjectId: person.leadId })
  })

  it('says before what goes, refuses a stale page, and is not for consultants', async () => {
    const holding = await office.admin.privacy.holding({ leadId: person.leadId })
    expect(holding).toMatchObject({ messages: 1, files: 1, happenings: 1, sales: 1, appointments: 2, addresses: 1 })
    const version = await versionOf(office.admin, person)
    await expect(office.admin.privacy.forget({ leadId: person.leadId, version: version + 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    const consultant = await office.connect(office.signIn(office.hire('consultant')))
    await expect(consultant.privacy.forget({ leadId: person.leadId, version })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(person.rows().lead).toHaveLength(1)
  })

  it('keeps them unasked when they come again by a list', async () => {
    await office.admin.privacy.forget({ leadId: person.leadId, version: await versionOf(office.admin, person) })
    const csv = `recipient,type,source,status,consentDate,recipientType\n${person.phone},MESAJ,HS_WEB,ONAY,2020-01-01 10:00:00,BIREYSEL`
    expect(await office.admin.privacy.iys.importFile({ csv })).toMatchObject({ rows: 1 })
    expect(
      office.db
        .select()
        .from(consents)
        .all()
        .filter(({ state }) => state === 'granted'),
    ).toEqual([])
  })
})

describe('the file of a person', () => {
  it('holds all of theirs and nothing of anybody else, for a machine and for reading', async () => {
    const { url } = await office.admin.privacy.exportLead({ leadId: person.leadId })
    const zip = await fromBufferPromise(await download(url))
    const files = new Map<string, string>()
    for await (const entry of zip.eachEntry()) {
      files.set(entry.fileName, (await buffer(await zip.openReadStreamPromise(entry))).toString())
    }
    const data = JSON.parse(files.get('data.json') ?? '') as Record<string, unknown[]>
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining(['leads', 'lead_identities', 'messages', 'interactions', 'attachments', 'sales']),
    )
    for (const text of files.values()) {
      for (const secret of other.secrets) expect(text).not.toContain(secret)
      expect(text).toContain(person.secrets[0])
    }
    expect(files.get('index.html')).toContain('Umut Sağlık Turizmi')
  })
})

describe('the time that people are kept', () => {
  function retention() {
    const { db, clock, app } = office
    return createRetention({ db, clock, events: app.events, ...app.services })
  }
  const night = () => retention().definitions[0]?.run({}, { signal: NEVER } as never)

  function reject({ leadId }: KnownLead): void {
    const stage = office.db.select().from(stages).where(eq(stages.outcome, 'rejected')).get()
    office.db
      .update(leads)
      .set({ stageId: stage?.id as StageId })
      .where(eq(leads.id, leadId))
      .run()
    office.database.sqlite.prepare('DELETE FROM sales WHERE lead_id = ?').run(leadId)
  }

  it('proposes who was given up and left alone; a person deletes or keeps them', async () => {
    await office.admin.settings.update({ retentionMonths: 6 })
    for (const one of [person, other]) reject(one)
    await night()
    expect((await office.admin.privacy.retention.list({})).items).toEqual([])
    await office.clock.jump(181 * DAY)
    const admin = await office.connect(office.signIn(office.hire('admin')))
    await night()
    await night()
    const { items } = await admin.privacy.retention.list({})
    expect(items.map(({ leadId }) => leadId).toSorted()).toEqual([person.leadId, other.leadId].toSorted())
    await admin.privacy.retention.keep({ leadIds: [other.leadId] })
    expect(await admin.privacy.retention.confirm({ leadIds: [person.leadId, other.leadId] })).toEqual({ deleted: 1 })
    expect(person.rows().lead).toEqual([])
    expect(other.rows().lead).toHaveLength(1)
    await night()
    expect((await admin.privacy.retention.list({})).items).toEqual([])
    await office.clock.jump(181 * DAY)
    await night()
    expect(other.rows().lead).toHaveLength(1)
  })

  it('deletes by itself only when the office says so, and nobody to whom something was sold', async () => {
    await office.admin.settings.update({ retentionMonths: 6, deletesByItself: true })
    reject(person)
    const stage = office.db.select().from(stages).where(eq(stages.outcome, 'rejected')).get()
    office.db
      .update(leads)
      .set({ stageId: stage?.id as StageId })
      .where(eq(leads.id, other.leadId))
      .run()
    await office.clock.jump(181 * DAY)
    await night()
    expect(person.rows().lead).toEqual([])
    expect(other.rows().lead).toHaveLength(1)
  })
})

describe('the national register of consents (İYS)', () => {
  const header = 'recipient,type,source,status,consentDate,recipientType'

  it('is taken in line by line, tells which lines it could not read, and gives the same back', async () => {
    const csv = [
      header,
      `${person.phone},MESAJ,HS_WEB,RET,2026-01-10 09:30:00,BIREYSEL`,
      'ayse@example.com,EPOSTA,HS_2015,ONAY,2026-01-10 09:30:00,BIREYSEL',
      'nobody,MESAJ,HS_WEB,ONAY,yesterday,BIREYSEL',
    ].join('\r\n')
    expect(await office.admin.privacy.iys.importFile({ csv: `\ufeff${csv}` })).toEqual({
      rows: 3,
      recorded: 2,
      unchanged: 0,
      unreadable: [4],
    })
    expect(await office.admin.privacy.iys.importFile({ csv })).toMatchObject({ recorded: 0, unchanged: 2 })
    const states = office.db.select().from(consents).all()
    expect(states.map(({ channel, state }) => `${channel} ${state}`).toSorted()).toEqual([
      'email granted',
      'sms refused',
      // Who refuses messages is not written to at all.
      'whatsapp refused',
    ])
    const { url } = await office.admin.privacy.iys.exportFile()
    const [first, ...lines] = (await download(url)).toString().trimEnd().split('\r\n')
    expect(first).toBe(`\ufeff${header}`)
    expect(lines.toSorted()).toEqual([
      `${person.phone},MESAJ,HS_WEB,RET,2026-01-10 09:30:00,BIREYSEL`,
      'ayse@example.com,EPOSTA,HS_2015,ONAY,2026-01-10 09:30:00,BIREYSEL',
    ])
  })

  it('takes a long file in pieces, and an empty one', async () => {
    const lines = Array.from({ length: 3_000 }, (_, index) => {
      return `kisi${index}@example.com,EPOSTA,HS_WEB,ONAY,2026-01-10 09:30,BIREYSEL`
    })
    const csv = [header, ...lines].join('\n')
    expect(await office.admin.privacy.iys.importFile({ csv })).toMatchObject({ rows: 3_000, recorded: 3_000 })
    expect(await office.admin.privacy.iys.importFile({ csv: '' })).toMatchObject({ rows: 0 })
  })
})
