import { eq } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { leadTouches } from '../leads/schema.ts'
import { type ImportOffice, openImportOffice } from './testing/import-office.ts'

const PEOPLE = `Ad Soyad;Telefon;E-posta;Ülke;Şehir;Dil;Etiketler;Tarih;Not;İlgilendiği tedavi
Ayşe Kaya;0555 123 45 67;ayse@example.com;Türkiye;İzmir;Türkçe;VIP, Diş;15.01.2025;ilk görüşme iyi;implant
Hans Müller;+49 30 1234567;HANS@example.de;Almanya;Berlin;Almanca;;2025-03-04;;saç ekimi
;;;;;;;;adsız satır;
Zoë Öz;yok;zoe@example;Narnia;;;;31.02.2025;;
Ayşe K.;+90 (555) 123 45 67;ayse2@example.com;;Bodrum;;Tatil;;tekrar aradı;
`

let office: ImportOffice
beforeEach(async () => {
  office = await openImportOffice()
})
afterEach(() => office.close())

describe('an import', () => {
  it('is recognised, checked with exact counts, and brought in as it was checked', async () => {
    const id = await office.upload(PEOPLE)
    const seen = await office.inspect(id)
    expect(seen).toMatchObject({
      kind: 'csv',
      reading: { encoding: 'utf-8', separator: ';', hasHeader: true },
      isMeta: false,
      isRemembered: false,
      isDateOrderOpen: false,
    })
    expect(seen.columns.map(({ field }) => field)).toEqual([
      ...['name', 'phone', 'email', 'country', 'city', 'language', 'tags', 'createdAt', 'note', 'answer'],
    ])
    const checked = await office.check(id)
    const counts = { rows: 5, created: 3, joined: 1, skipped: 0, failed: 1, flawed: 1 }
    expect(checked).toMatchObject({ state: 'checked', counts, totalRows: 5 })
    expect((await office.admin.leads.stats()).total).toBe(0)

    const done = await office.run(id)
    expect(done).toMatchObject({ state: 'done', counts, doneRows: 5 })
    expect(await office.admin.leads.stats()).toMatchObject({ total: 3, new: 3 })

    const ayse = await office.leadByPhone('+905551234567')
    expect(ayse).toMatchObject({
      name: 'Ayşe Kaya',
      countryCode: 'TR',
      city: 'İzmir',
      language: 'tr',
      source: 'import',
      createdAt: Date.parse('2025-01-15T00:00:00+03:00'),
      isUnregistered: false,
    })
    expect(ayse.identities.map(({ value }) => value)).toEqual(
      expect.arrayContaining(['+905551234567', 'ayse@example.com', 'ayse2@example.com']),
    )
    const { items } = await office.admin.leads.timeline({ leadId: ayse.id })
    expect(items.map(({ kind, data }) => [kind, data['isNew'] ?? data['text']])).toEqual([
      ['note', 'tekrar aradı'],
      ['import', false],
      ['note', 'ilk görüşme iyi'],
      ['import', true],
    ])
    expect(items.at(-1)?.data).toMatchObject({ fileName: 'hastalar.csv', text: 'İlgilendiği tedavi: implant' })
    expect(await office.leadByPhone('+49301234567')).toMatchObject({ countryCode: 'DE', language: 'de' })
    const touches = office.db.select().from(leadTouches).where(eq(leadTouches.leadId, ayse.id)).all()
    expect(touches.map(({ kind }) => kind)).toEqual(['import', 'import'])
    // Found by name and by number, as everybody else.
    const found = await office.admin.leads.list({ filter: { search: '0555 123' } })
    expect(found.items.map(({ name }) => name)).toEqual(['Ayşe Kaya'])
  })

  it('tells what it could not understand, keeps its words with the lead, and gives the rows to be corrected', async () => {
    const { id } = await office.bringIn(PEOPLE)
    const { items } = await office.admin.imports.troubles({ id })
    expect(
      items.map(({ number, outcome, problems }) => ({ number, outcome, kinds: problems.map(({ kind }) => kind) })),
    ).toEqual([
      { number: 4, outcome: 'failed', kinds: ['nobody'] },
      { number: 5, outcome: 'created', kinds: ['country', 'phone', 'email', 'date'] },
    ])
    const { url } = await office.admin.imports.troublesFile({ id })
    const lines = (await office.download(url)).split('\r\n')
    expect(lines[0]).toBe('\ufeffAd Soyad;Telefon;E-posta;Ülke;Şehir;Dil;Etiketler;Tarih;Not;İlgilendiği tedavi;Neden')
    expect(lines[2]).toMatch(/^Zoë Öz;yok;zoe@example;Narnia;;;;31\.02\.2025;;;"Ülke tanınmadı: Narnia; Telefon/u)
    const [lead] = (await office.admin.leads.list({ filter: { search: 'zoe' } })).items
    const timeline = await office.admin.leads.timeline({ leadId: lead?.id ?? ('' as never) })
    expect(timeline.items[0]?.data['text']).toBe('Ülke: Narnia\nTelefon: yok\nE-posta: zoe@example\nTarih: 31.02.2025')
  })

  it('refuses what is not understood, and skips who is known, where that is asked for', async () => {
    await office.admin.leads.create({
      ...NOBODY,
      id: crypto.randomUUID() as never,
      name: 'Ayşe',
      phoneNumber: '05551234567',
    })
    const done = await office.bringIn(PEOPLE, { unreadable: 'refuse', samePerson: 'skip' })
    expect(done.counts).toEqual({ rows: 5, created: 1, joined: 0, skipped: 2, failed: 2, flawed: 0 })
    expect(await office.leadByPhone('+905551234567')).toMatchObject({ name: 'Ayşe', city: null })
  })

  it('joins or keeps apart who shares an e-mail, as it is asked for', async () => {
    const family = 'name,email\nAnne,ev@example.com\nKızı,ev@example.com\n'
    expect((await office.bringIn(family)).counts).toMatchObject({ created: 2, joined: 0 })
    expect((await office.bringIn(family, { sameEmail: 'join' })).counts).toMatchObject({ created: 0, joined: 2 })
    expect((await office.bringIn(family, { sameEmail: 'skip' })).counts).toMatchObject({ created: 0, skipped: 2 })
  })

  it('knows an export of Lead Center: its ids, its numbers, the answers of its form; no entry comes twice', async () => {
    const meta = [
      'id\tcreated_time\tad_id\tad_name\tadset_id\tadset_name\tcampaign_id\tcampaign_name\tform_id\tform_name\tis_organic\tplatform\thangi_tedavi?\tfull_name\tphone_number\temail',
      'l:111\t2026-01-14T10:00:00+03:00\tag:1\tReklam\tas:2\tSet\tc:3\tKampanya\tf:4\tForm\tfalse\tig\timplant\tAli Can\tp:+905321112233\tali@example.com',
      'l:111\t2026-01-14T10:00:00+03:00\tag:1\tReklam\tas:2\tSet\tc:3\tKampanya\tf:4\tForm\tfalse\tig\timplant\tAli Can\tp:+905321112233\tali@example.com',
      'l:112\t2026-01-14T11:00:00+03:00\t\t\t\t\t\t\tf:4\tForm\ttrue\tfb\tdolgu\tEla Su\tp:+905321112244\t',
    ].join('\n')
    const id = await office.upload(Buffer.from(`\ufeff${meta}`, 'utf16le'), 'leads.csv')
    const seen = await office.inspect(id)
    expect(seen).toMatchObject({ isMeta: true, reading: { encoding: 'utf-16le', separator: '\t' } })
    expect(seen.columns.map(({ field }) => field).join(' ')).toBe(
      'metaLeadId createdAt adId adName adSetId adSetName campaignId campaignName formId formName isOrganic platform answer name phone email',
    )
    expect((await office.check(id, { source: 'meta_lead_ad' })).counts).toMatchObject({ created: 2, skipped: 1 })
    expect((await office.run(id)).counts).toMatchObject({ created: 2, skipped: 1 })
    const ali = await office.leadByPhone('+905321112233')
    expect(ali).toMatchObject({
      source: 'meta_lead_ad',
      sourceDetail: 'Kampanya',
      createdAt: Date.parse('2026-01-14T07:00:00Z'),
    })
    expect(office.db.select().from(leadTouches).where(eq(leadTouches.leadId, ali.id)).all()).toMatchObject([
      { externalId: '111', adId: '1', adSetId: '2', campaignId: '3', formId: '4', title: 'Form' },
    ])
    expect((await office.bringIn(meta)).counts).toMatchObject({ created: 0, joined: 0, skipped: 3 })
  })

  it('puts what people agreed to into the ledger, with the words and where it comes from', async () => {
    const text =
      'Ad;Telefon;E-posta;WhatsApp izni;E-posta izni\nAyşe;05551234567;a@example.com;evet;hayır\nBora;;b@example.com;;belki\n'
    const { id, counts } = await office.bringIn(text, { consentText: 'Bana yazabilirsiniz.' })
    expect(counts).toMatchObject({ created: 2, flawed: 1 })
    const ayse = await office.leadByPhone('+905551234567')
    const { items } = await office.admin.consents.history({ leadId: ayse.id })
    expect(
      items.map(({ channel, action, source, wording, reference }) => ({
        channel,
        action,
        source,
        text: wording?.body,
        reference,
      })),
    ).toEqual(
      expect.arrayContaining([
        { channel: 'whatsapp', action: 'granted', source: 'import', text: 'Bana yazabilirsiniz.', reference: id },
        { channel: 'email', action: 'refused', source: 'import', text: undefined, reference: id },
      ]),
    )
    expect((await office.undo(id)).undone).toMatchObject({ removed: 2, kept: [] })
  })

  it('remembers how such a file was laid out', async () => {
    const text = 'kod,kim,nerede\n1,Ayşe,İzmir\n'
    const first = await office.upload(text)
    await office.check(first, { fields: ['ignore', 'name', 'city'] })
    const seen = await office.inspect(await office.upload(text))
    expect(seen.isRemembered).toBe(true)
    expect(seen.columns.map(({ field }) => field)).toEqual(['ignore', 'name', 'city'])
  })

  it('asks for the order of dates that can be read both ways', async () => {
    const dates = (...days: string[]) =>
      office.upload(`name,created at\n${days.map((day, at) => `Kişi ${at},${day}`).join('\n')}\n`)
    const ask = async (id: Awaited<ReturnType<typeof dates>>) => {
      const { dateOrder, isDateOrderOpen } = await office.inspect(id)
      return [dateOrder, isDateOrderOpen]
    }
    expect(await ask(await dates('03/04/2025', '05/06/2025'))).toEqual([null, true])
    expect(await ask(await dates('03/04/2025', '13/06/2025'))).toEqual(['day-first', false])
    expect(await ask(await dates('03/04/2025', '06/13/2025'))).toEqual(['month-first', false])
    expect(await ask(await dates('03.04.2025', '2025-06-13', '45000'))).toEqual([null, false])
  })

  it('is refused to consultants, and where it says nothing of anybody', async () => {
    const consultant = await office.connect(office.signIn(office.hire('consultant')))
    await expect(consultant.imports.list({})).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const id = await office.upload('a,b\n1,2\n')
    await expect(office.check(id, { fields: ['note', 'city'] })).rejects.toMatchObject({ code: 'NO_PERSON_COLUMN' })
    await expect(office.admin.imports.run({ id })).rejects.toMatchObject({ code: 'IMPORT_STATE' })
    const broken = await office.upload('PK\u0003\u0004 nothing')
    await expect(office.inspect(broken)).rejects.toMatchObject({ kind: 'not-a-table' })
    await office.admin.imports.discard({ id: broken })
    await expect(office.admin.imports.get({ id: broken })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

const NOBODY = {
  email: null,
  countryCode: null,
  language: null,
  city: null,
  source: 'manual' as const,
  stageId: null,
}
