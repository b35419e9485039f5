import { inflateSync } from 'node:zlib'
import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ReportRequest } from '#shared/contract/reports.ts'
import { type LeadId, newId, type SaleId, type StaffId, type StageId } from '#shared/domain/ids.ts'
import { reportDays } from '#shared/domain/report.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'
import { leads } from '../leads/schema.ts'
import type { ReportDocument } from './report-document.ts'
import { writePdf } from './write-pdf.ts'

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let office: TestApp
let admin: Client
let ayse: StaffId
let converted: StageId

beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
  ayse = office.hire('consultant')
  converted = (await admin.stages.list()).find(({ outcome }) => outcome === 'converted')!.id
})
afterEach(() => office.close())

async function addLead(answeredAfter: number | null, ownerId: StaffId | null = null): Promise<LeadId> {
  const id = newId<LeadId>()
  const unknown = { phoneNumber: null, email: null, countryCode: null, language: null, city: null }
  await admin.leads.create({ id, name: 'Yeni', ...unknown })
  if (ownerId !== null) await admin.leads.assign({ id, ownerId })
  if (answeredAfter !== null) {
    const firstAnsweredAt = office.clock.now() + answeredAfter
    office.db.update(leads).set({ firstAnsweredAt, firstMessageAnswered: true }).where(eq(leads.id, id)).run()
  }
  return id
}

const everything: ReportRequest = {
  period: { kind: 'yesterday' },
  sections: ['leads', 'funnel', 'consultants', 'sources', 'appointments', 'ads', 'numbers'],
  audience: 'manager',
  locale: 'tr',
}

describe('a report', () => {
  it('tells the numbers of the days that are over, and what they were before', async () => {
    await addLead(null)
    await office.clock.advance(DAY)
    const one = await addLead(10 * MINUTE, ayse)
    await addLead(30 * MINUTE, ayse)
    await addLead(null)
    await admin.leads.moveToStage({ id: one, stageId: converted })
    const soldOn = new Date(office.clock.now()).toISOString().slice(0, 10)
    const sale = { leadId: one, currency: 'EUR', treatment: '', soldOn, note: '' }
    await admin.sales.add({ id: newId<SaleId>(), amount: 150_000, ...sale })
    await office.clock.advance(DAY)
    // Of today: in no report of yesterday.
    await addLead(null)
    const { text, html, title } = await admin.reports.preview(everything)
    expect(title).toBe('Günlük rapor')
    for (const told of ['Lead: *3* (%200 arttı (önceki: 1))', 'Yanıtlanan: *2*', 'Satış: *€1.500,00*'])
      expect(text).toContain(told)
    expect(text).toContain('Danışman karşılaştırması')
    expect(text).toContain('Bağlı bir reklam hesabı yok.')
    expect(html).toContain('€1.500,00')
    expect(html).not.toContain('<script')
  })

  it('gives a customer the key figures, and nothing of how the office works', async () => {
    await addLead(10 * MINUTE, ayse)
    await office.clock.advance(DAY)
    const { text, html } = await admin.reports.preview({ ...everything, audience: 'customer', locale: 'en' })
    expect(text).toContain('Leads: *1*')
    expect(text).toContain('your summary')
    for (const hidden of ['Consultant', 'First answer', 'Sales', 'Sources', 'Stages', 'WhatsApp numbers'])
      expect(`${text}${html}`).not.toContain(hidden)
  })

  it('is not for consultants', async () => {
    const consultant = await office.connect(office.signIn(ayse))
    await expect(consultant.reports.preview(everything)).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })

  it('refuses a logo that is no picture', async () => {
    const logo = `data:image/png;base64,${Buffer.from('not a picture').toString('base64')}`
    await expect(admin.reports.setLogo({ logo })).rejects.toMatchObject({ code: 'LOGO_UNREADABLE' })
    expect(await admin.reports.logo()).toEqual({ logo: null })
  })
})

describe('the days of a report', () => {
  const now = Date.parse('2026-03-01T22:30:00Z')

  it('are those of the calendar of the office', () => {
    expect(reportDays({ kind: 'yesterday' }, 'Europe/Istanbul', now)).toMatchObject({ from: '2026-03-01' })
    expect(reportDays({ kind: 'yesterday' }, 'America/Los_Angeles', now)).toMatchObject({ from: '2026-02-28' })
  })

  it('are whole weeks and whole months, each compared with the one before', () => {
    expect(reportDays({ kind: 'last_week' }, 'UTC', now)).toEqual({
      ...{ from: '2026-02-16', to: '2026-02-22' },
      before: { from: '2026-02-09', to: '2026-02-15' },
    })
    expect(reportDays({ kind: 'last_month' }, 'UTC', now)).toEqual({
      ...{ from: '2026-02-01', to: '2026-02-28' },
      before: { from: '2026-01-01', to: '2026-01-31' },
    })
  })
})

describe('the PDF', () => {
  const document: ReportDocument = {
    locale: 'tr',
    title: 'Aylık rapor',
    period: 'Kasım 2026',
    office: 'Gülüş Ağız ve Diş',
    madeAt: Date.parse('2026-12-01T08:00:00Z'),
    summary: 'Şu çığ, ğüışöç İI.',
    advice: ['Öneri'],
    adviceTitle: 'Öneriler',
    foot: 'Hazırlandı',
    pageOf: '{{page}} / {{pages}}',
    parts: [
      {
        title: 'Uzun tablo',
        blocks: [
          { kind: 'figures', figures: [{ label: 'Lead', value: '3', change: null }] },
          { kind: 'bars', rows: [{ label: 'WhatsApp', value: '3', share: 1 }] },
          {
            kind: 'points',
            label: 'Gün gün',
            points: [
              { label: '1', value: 0, words: '0' },
              { label: '2', value: 3, words: '3' },
            ],
          },
          {
            kind: 'table',
            columns: [
              { label: 'Ad', isNumber: false },
              { label: 'Sayı', isNumber: true },
            ],
            rows: Array.from({ length: 120 }, (_, place) => [`Satır ${place}`, String(place)]),
          },
        ],
      },
    ],
  }

  it('has every letter of Turkish, several pages, and the same bytes each time', async () => {
    const [one, other] = [await writePdf(document, null), await writePdf(document, null)]
    const raw = Buffer.from(one).toString('latin1')
    expect(raw.startsWith('%PDF-')).toBe(true)
    expect(raw.match(/\/Type \/Page\b(?!s)/gu)?.length).toBeGreaterThan(2)
    // What a reader copies out of it: the letters behind the glyphs.
    const letters = lettersOf(Buffer.from(one))
    for (const letter of 'şçığüöİI') expect(letters, letter).toContain(letter)
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(true)
  })
})

/** The letters that the maps of its fonts name, which is what searching and copying go by. */
function lettersOf(pdf: Buffer): Set<string> {
  const letters = new Set<string>()
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 1)) {
    const end = pdf.indexOf('\nendstream', at)
    if (end === -1) break
    try {
      const map = inflateSync(pdf.subarray(at + 7, end)).toString('latin1')
      if (!map.includes('beginbfrange')) continue
      for (const [code = ''] of map.matchAll(/(?<=[<\s])[0-9a-f]{4}(?=>)/giu))
        letters.add(String.fromCodePoint(parseInt(code, 16)))
    } catch {
      // Not one that is packed.
    }
  }
  return letters
}
