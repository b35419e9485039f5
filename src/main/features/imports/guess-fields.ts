import { createHash } from 'node:crypto'
import { foldText } from '#shared/domain/fold-text.ts'
import { type ImportField, SINGLE_FIELDS } from '#shared/domain/import.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import { readDate } from './read-date.ts'

/** How offices, phones and other CRMs name their columns; folded, without marks and numbers. */
const HEADINGS: Partial<Record<ImportField, string>> = {
  name: 'ad soyad|adi soyadi|ad soyadi|isim soyisim|isim soyad|isim|name|full name|fullname|hasta adi|hasta|musteri adi|musteri|kisi|contact name|contact|lead name|lead|display name|fn|unvan|tam ad',
  firstName: 'ad|adi|first name|firstname|given name|forename|n given',
  lastName: 'soyad|soyadi|soyisim|last name|lastname|surname|family name|n family',
  phone:
    'telefon|tel|gsm|cep|cep telefonu|cep tel|cep no|telefon no|telefon numarasi|tel no|numara|mobil|mobile|mobile phone|mobile number|cell|cell phone|phone|phone number|phone no|contact number|whatsapp|whatsapp number|whatsapp numarasi|phone value|work phone number|iletisim|iletisim no|telefone|handy|telefonnummer',
  email:
    'e posta|eposta|email|e mail|mail|email address|e posta adresi|mail adresi|email adresi|e mail address|e mail value|email value|work email',
  country: 'ulke|ulkesi|country|country region|country code|nationality|uyruk|adr country|land',
  city: 'sehir|il|city|town|adr city|bulundugu sehir|yasadigi sehir|stadt',
  language: 'dil|dili|language|locale|sprache|preferred language',
  source: 'kaynak|source|lead source|original source|gelis kanali|kanal',
  stage: 'asama|durum|durumu|status|stage|lead status|lead stage|pipeline stage|deal stage',
  owner:
    'danisman|sorumlu|sorumlu kisi|temsilci|satis temsilcisi|atanan|owner|lead owner|contact owner|assigned to|assignee|consultant|sales rep',
  tags: 'etiket|etiketler|tag|tags|label|labels|group membership|categories|grup',
  note: 'not|notlar|aciklama|aciklamalar|note|notes|comment|comments|remarks|description|yorum|gorusme notu',
  createdAt:
    'tarih|kayit tarihi|olusturma tarihi|olusturulma tarihi|basvuru tarihi|gelis tarihi|created time|created at|create date|created date|created|date|created on|date created|created time utc',
  consentWhatsapp: 'whatsapp izni|whatsapp onayi|whatsapp consent|whatsapp opt in',
  consentEmail:
    'e posta izni|eposta izni|eposta onayi|e posta onayi|email consent|email opt in|marketing consent|email marketing consent|ticari ileti izni',
  consentSms: 'sms izni|sms onayi|sms consent|sms opt in',
  consentPhone: 'arama izni|arama onayi|call consent|phone consent',
  metaLeadId: 'meta lead id|leadgen id|facebook lead id',
  adId: 'ad id',
  adName: 'ad name',
  adSetId: 'adset id|ad set id',
  adSetName: 'adset name|ad set name',
  campaignId: 'campaign id',
  campaignName: 'campaign name|kampanya|kampanya adi',
  formId: 'form id',
  formName: 'form name|form adi',
  isOrganic: 'is organic',
  platform: 'platform',
}

const byHeading = new Map(
  Object.entries(HEADINGS).flatMap(([field, names]) => names.split('|').map(name => [name, field as ImportField])),
)

function headingOf(header: string): string {
  // A Lead Center export names the columns of its form by their question, with underscores.
  return foldText(header)
    .replace(/[^\p{L}\s_-]/gu, ' ')
    .replace(/[\s_-]+/gu, ' ')
    .trim()
}

/** An export of Meta's Lead Center has these, whatever its form asks. */
export function isMetaExport(headers: readonly string[]): boolean {
  const names = new Set(headers.map(header => header.trim().toLowerCase()))
  return (
    ['id', 'created_time', 'form_id'].every(name => names.has(name)) && (names.has('ad_id') || names.has('platform'))
  )
}

/** The same columns, whatever file they are in. */
export function signatureOf(headers: readonly string[]): string {
  return createHash('sha256').update(headers.map(headingOf).join('\u0000')).digest('base64url')
}

/** What each column seems to say, by its name, and where that says nothing by what is in it. */
export function guessFields(
  headers: readonly string[],
  rows: readonly (readonly string[])[],
  { hasHeader, defaultCountry }: { hasHeader: boolean; defaultCountry: string },
): ImportField[] {
  const isMeta = hasHeader && isMetaExport(headers)
  const taken = new Set<ImportField>()
  const hasLastName = headers.some(header => byHeading.get(headingOf(header)) === 'lastName')
  const guesses = headers.map((header, index) => {
    const samples = rows.map(row => row[index]?.trim() ?? '').filter(Boolean)
    const named = hasHeader ? byName(header, { isMeta, hasLastName }) : undefined
    const guess = named ?? byContent(samples, defaultCountry) ?? (hasHeader && samples.length > 0 ? 'answer' : 'ignore')
    if (!SINGLE_FIELDS.has(guess)) return guess
    if (taken.has(guess)) return samples.length > 0 ? 'answer' : 'ignore'
    taken.add(guess)
    return guess
  })
  const hasName = taken.has('name') || taken.has('firstName')
  if (hasName || hasHeader) return guesses
  const nameAt = guesses.findIndex(
    (guess, index) => guess === 'ignore' && rows.some(row => /\p{L}/u.test(row[index] ?? '')),
  )
  return guesses.map((guess, index) => (index === nameAt ? 'name' : guess))
}

function byName(header: string, { isMeta, hasLastName }: { isMeta: boolean; hasLastName: boolean }) {
  const heading = headingOf(header)
  if (isMeta && heading === 'id') return 'metaLeadId'
  const found = byHeading.get(heading)
  // "Ad" alone is the whole name; beside "Soyad" it is the first one.
  if (found === 'firstName' && !hasLastName) return 'name'
  return found === 'name' && hasLastName && ['isim', 'name'].includes(heading) ? 'firstName' : found
}

function byContent(samples: readonly string[], defaultCountry: string): ImportField | undefined {
  const mostly = (test: (text: string) => boolean) =>
    samples.length > 0 && samples.filter(test).length > samples.length * 0.6
  if (mostly(text => /^[^\s@]+@[^\s@]+\.[^\s@]+$/u.test(text))) return 'email'
  if (
    mostly(text => /^(?:p:)?[\d\s()+./-]{9,}$/u.test(text) && toE164(text.replace(/^p:/u, ''), defaultCountry) !== null)
  )
    return 'phone'
  if (mostly(text => text.length >= 8 && readDate(text, { order: null, timeZone: 'UTC' }) !== null)) return 'createdAt'
  return undefined
}

/** Whether the first row names the columns: it holds no address and no number, and nothing twice. */
export function looksLikeHeader(row: readonly string[], defaultCountry: string): boolean {
  const cells = row.map(cell => cell.trim()).filter(Boolean)
  if (cells.length === 0 || new Set(cells).size < cells.length) return false
  if (cells.some(cell => byHeading.has(headingOf(cell)))) return true
  return cells.every(cell => /\p{L}/u.test(cell) && !cell.includes('@') && toE164(cell, defaultCountry) === null)
}
