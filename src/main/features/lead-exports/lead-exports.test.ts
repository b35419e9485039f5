import { buffer } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { eq } from 'drizzle-orm'
import { readSheet } from 'read-excel-file/node'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeadSelection } from '#shared/contract/bulk-actions.ts'
import { ExportColumn, type ExportFormat } from '#shared/contract/lead-exports.ts'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import { type LeadId, newId, type StaffId, type TagId } from '#shared/domain/ids.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { auditLog } from '../audit/schema.ts'
import { insertLeads } from '../bulk-actions/testing/many-leads.ts'

const EVERYBODY: LeadSelection = { kind: 'filter', filter: LeadFilter.parse({}) }

let office: TestApp
let admin: Client
beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
})
afterEach(() => office.close())

async function answer(path: string) {
  return office.app.fileRequests.answer({ method: 'GET', path, header: () => null, body: null })
}

async function take(client: Client, selection: LeadSelection, format: ExportFormat, columns = ExportColumn.options) {
  const { url } = await client.leadExports.start({ selection, format, columns })
  const { body, headers } = await answer(url)
  return { bytes: await buffer(body!), headers }
}

async function table(client: Client, selection: LeadSelection, columns?: readonly ExportColumn[]) {
  const { bytes } = await take(client, selection, 'csv', columns ? [...columns] : undefined)
  return parse(bytes, { delimiter: ';', bom: true, columns: true }) as Record<string, string>[]
}

async function add(details: { name: string; phoneNumber?: string; email?: string }) {
  const id = newId<LeadId>()
  const none = { countryCode: 'TR', language: 'tr', city: 'İzmir' }
  return admin.leads.create({ id, phoneNumber: null, email: null, ...none, ...details })
}

async function addMany(count: number, owner: StaffId | null = null) {
  const [stage] = await admin.stages.list()
  return insertLeads(office.db, { count, owner, stageId: stage!.id, now: office.clock.now() })
}

describe('a list of leads as a file', () => {
  it('tells of everybody whom the filter finds, in words, for a spreadsheet that computes nothing', async () => {
    const lead = await add({ name: '=HYPERLINK("x")', phoneNumber: '05551234567', email: 'a@example.com' })
    const tag = await admin.tags.create({ id: newId<TagId>(), name: 'Önemli', color: 'red' })
    await admin.tags.hang({ leadId: lead.id, tagId: tag.id })
    await add({ name: 'Ayşe; "Ay" Kaya' })

    const { bytes, headers } = await take(admin, EVERYBODY, 'csv')
    expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]))
    expect(headers['Content-Disposition']).toMatch(/attachment.*\.csv/)
    const rows = parse(bytes, { delimiter: ';', bom: true }) as string[][]
    expect(rows[0]).toHaveLength(ExportColumn.options.length)
    expect(
      rows
        .map(([name]) => name)
        .slice(1)
        .toSorted((one = '', other = '') => (one < other ? -1 : 1)),
    ).toEqual(['\'=HYPERLINK("x")', 'Ayşe; "Ay" Kaya'])
    const written = rows.find(([name]) => name?.includes('HYPERLINK'))
    expect(written).toEqual(expect.arrayContaining(['+90 555 123 45 67', 'a@example.com', 'Önemli', 'İzmir']))
    expect(written?.at(-1)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/)
  })

  it('holds the columns that were asked for, in their order, each once', async () => {
    await add({ name: 'Ayşe' })
    const [row] = await table(admin, EVERYBODY, ['score', 'name', 'score'])
    expect(Object.values(row ?? {})).toEqual([expect.any(String), 'Ayşe'])
  })

  it('is a workbook, and cards for a phone', async () => {
    await add({ name: 'Ayşe Kaya', phoneNumber: '05551234567' })
    const sheet = await readSheet((await take(admin, EVERYBODY, 'xlsx', ['name', 'phone', 'created'])).bytes)
    expect(sheet[1]?.slice(0, 2)).toEqual(['Ayşe Kaya', '+90 555 123 45 67'])
    const cards = (await take(admin, EVERYBODY, 'vcard')).bytes.toString()
    expect(cards).toContain('FN:Ayşe Kaya')
    expect(cards).toContain('+905551234567')
  })

  it('goes through many pages and leaves nobody out', async () => {
    await addMany(450)
    const rows = await table(admin, EVERYBODY, ['name'])
    expect(new Set(rows.map(row => Object.values(row)[0])).size).toBe(450)
  })

  it('holds those that were picked, in the order they were', async () => {
    const ids = await addMany(5)
    const rows = await table(admin, { kind: 'leads', leadIds: [ids[3]!, ids[1]!, newId<LeadId>()] }, ['name'])
    expect(rows.flatMap(row => Object.values(row))).toEqual(['Kişi 3', 'Kişi 1'])
  })
})

describe('who takes leads out', () => {
  it('a consultant only their own: no colleague’s, and none of nobody', async () => {
    const [me, colleague] = [office.hire('consultant'), office.hire('consultant')]
    const client = await office.connect(office.signIn(me))
    const [mine] = await addMany(2, me)
    const [theirs] = await addMany(1, colleague)
    const [free] = await addMany(1)
    expect(await table(client, EVERYBODY, ['name'])).toHaveLength(2)
    expect(await table(client, { kind: 'leads', leadIds: [mine!, theirs!, free!] }, ['name'])).toHaveLength(1)
    const ofNobody: LeadSelection = { kind: 'filter', filter: LeadFilter.parse({ owners: ['nobody', colleague] }) }
    expect(await table(client, ofNobody, ['name'])).toEqual([])
  })

  it('is in the log with nothing of whom, and an address is of one session', async () => {
    await add({ name: 'Gizli Kişi' })
    const selection: LeadSelection = { kind: 'filter', filter: LeadFilter.parse({ search: 'Gizli' }) }
    const { url } = await admin.leadExports.start({ selection, format: 'csv', columns: ['name'] })
    const entries = office.db.select().from(auditLog).where(eq(auditLog.action, 'lead.list_exported')).all()
    expect(entries).toHaveLength(1)
    expect(JSON.stringify(entries)).not.toContain('Gizli')
    await office.clock.advance(16 * 60_000)
    expect((await answer(url)).status).toBe(404)
  })
})
