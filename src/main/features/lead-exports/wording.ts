import { asc } from 'drizzle-orm'
import type { ExportColumn } from '#shared/contract/lead-exports.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { formatPhone } from '#shared/domain/phone-number.ts'
import { isoWithOffset } from '#shared/domain/wall-time.ts'
import type { Db } from '../../db/database.ts'
import { word } from '../../i18n/words.ts'
import type { XlsxCell } from '../../spreadsheets/write-xlsx.ts'
import { brands } from '../brands/schema.ts'
import { metaForms } from '../meta-leads/schema.ts'
import { staff } from '../staff/schema.ts'
import { stages } from '../stages/schema.ts'
import { tags } from '../tags/schema.ts'
import type { ExportedLead } from './exported-leads.ts'

/** How each format writes a moment: a table as a day that can be sorted, a text with its offset. */
export type WriteMoment = (at: number) => XlsxCell

/** The names that leads point to, as they are now, in the language of whoever asks. */
export function createWording(db: Db, locale: Locale) {
  const stageNames = new Map(db.select({ id: stages.id, name: stages.name }).from(stages).all().map(pair))
  const memberNames = new Map(db.select({ id: staff.id, name: staff.name }).from(staff).all().map(pair))
  const brandNames = new Map(db.select({ id: brands.id, name: brands.name }).from(brands).all().map(pair))
  const tagNames = new Map(
    db.select({ id: tags.id, name: tags.name }).from(tags).orderBy(asc(tags.name)).all().map(pair),
  )
  const formNames = new Map(db.select({ id: metaForms.formId, name: metaForms.name }).from(metaForms).all().map(pair))
  const regions = new Intl.DisplayNames(locale, { type: 'region' })
  const languages = new Intl.DisplayNames(locale, { type: 'language' })
  const nameOf = <Key>(names: ReadonlyMap<Key, string | null>, id: Key | null) =>
    (id === null ? null : names.get(id)) ?? null
  const countryOf = ({ lead }: ExportedLead) => lead.countryCode && worded(regions, lead.countryCode)
  const tagsOf = ({ tagIds }: ExportedLead) => tagIds.flatMap(id => tagNames.get(id) ?? [])

  function cellOf(column: ExportColumn, exported: ExportedLead, writeMoment: WriteMoment): XlsxCell {
    const { lead } = exported
    const moment = (at: number | null) => (at === null ? null : writeMoment(at))
    switch (column) {
      case 'name':
        return lead.name
      case 'phone':
        return exported.phones.map(formatPhone).join(', ')
      case 'email':
        return exported.emails.join(', ')
      case 'stage':
        return nameOf(stageNames, lead.stageId)
      case 'owner':
        return nameOf(memberNames, lead.ownerId)
      case 'source':
        return word(locale, `leadExport.sources.${lead.source}`)
      case 'brand':
        return nameOf(brandNames, lead.brandId)
      case 'campaign':
        return exported.campaignName
      case 'form':
        return nameOf(formNames, lead.firstFormId) ?? lead.firstFormId
      case 'country':
        return countryOf(exported)
      case 'city':
        return lead.city
      case 'language':
        return lead.language && worded(languages, lead.language)
      case 'tags':
        return tagsOf(exported).join(', ')
      case 'score':
        return lead.score
      case 'last_contact':
        return moment(lead.lastContactedAt)
      case 'last_call':
        return moment(lead.lastCalledAt)
      case 'next_action':
        return moment(lead.nextActionAt)
      case 'created':
        return moment(lead.createdAt)
    }
  }

  return { cellOf, countryOf, tagsOf, header: (column: ExportColumn) => word(locale, `leadExport.columns.${column}`) }
}
export type Wording = ReturnType<typeof createWording>

/** What the clocks of the office show, for a cell that is a day. */
export function wallClockOf(at: number, timeZone: string): Date {
  return new Date(`${isoWithOffset(at, timeZone).slice(0, 19)}Z`)
}

function pair<Id, Name>({ id, name }: { id: Id; name: Name }): readonly [Id, Name] {
  return [id, name]
}

/** A form may have brought in what is no code at all: it is told as it came. */
function worded(names: Intl.DisplayNames, code: string): string {
  try {
    return names.of(code) ?? code
  } catch {
    return code
  }
}
