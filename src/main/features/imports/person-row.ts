import type { ImportPlan } from '#shared/contract/imports.ts'
import type { ConsentChannel } from '#shared/domain/consent.ts'
import type { StaffId, StageId } from '#shared/domain/ids.ts'
import type { ImportField, RowProblem, RowProblemKind } from '#shared/domain/import.ts'
import type { LeadSource } from '#shared/domain/lead-source.ts'
import { toE164 } from '#shared/domain/phone-number.ts'
import type { TableRow } from '../../spreadsheets/table-row.ts'
import { readDate } from './read-date.ts'
import { key, type Vocabulary } from './vocabulary.ts'

/** What a row says about a person, in our words. */
export interface PersonRow {
  readonly number: number
  readonly name: string | null
  readonly phones: readonly string[]
  readonly emails: readonly string[]
  readonly countryCode: string | null
  readonly city: string | null
  readonly language: string | null
  readonly source: LeadSource
  readonly stageId: StageId | null
  readonly ownerId: StaffId | null
  readonly tags: readonly string[]
  readonly note: string | null
  /** When the person came, where the file tells. */
  readonly cameAt: number | null
  readonly consents: readonly { channel: ConsentChannel; isGranted: boolean }[]
  /** What the office has no field for, and what could not be understood. */
  readonly answers: readonly { question: string; answer: string }[]
  readonly meta: MetaTouch
  readonly problems: readonly RowProblem[]
}

export interface MetaTouch {
  readonly leadId: string | null
  readonly formId: string | null
  readonly formName: string | null
  readonly campaignId: string | null
  readonly campaignName: string | null
  readonly adSetId: string | null
  readonly adSetName: string | null
  readonly adId: string | null
  readonly adName: string | null
  readonly isOrganic: boolean | null
  readonly platform: string | null
}

interface Rules {
  readonly headers: readonly string[]
  readonly plan: ImportPlan
  readonly words: Vocabulary
  readonly now: number
}

const LONGEST_NAME = 200
const CONSENTS = {
  consentWhatsapp: 'whatsapp',
  consentEmail: 'email',
  consentSms: 'sms',
  consentPhone: 'phone',
} as const satisfies Partial<Record<ImportField, ConsentChannel>>

const YES = new Set(
  'evet e yes y true 1 x ✓ var onayli onay onayladi izinli izin verdi granted accepted accept opt in subscribed kabul kabul etti ja'.split(
    ' ',
  ),
)
const NO = new Set(
  'hayir h no n false 0 yok onaysiz izinsiz ret reddetti refused declined opt out unsubscribed nein'.split(' '),
)

/** Understands a row by its plan. Never fails: what cannot be understood is a problem of the row, and keeps its words. */
export function readPersonRow(row: TableRow, { headers, plan, words, now }: Rules): PersonRow {
  const problems: RowProblem[] = []
  const answers: { question: string; answer: string }[] = []
  const cells = plan.fields
    .map((field, column) => ({ field, column, text: clean(row.cells[column] ?? '') }))
    .filter(({ field, text }) => field !== 'ignore' && text !== '')
  type Cell = (typeof cells)[number]

  function complain(kind: RowProblemKind, { column, text }: Cell): void {
    problems.push({ kind, column, text: text.slice(0, 200) })
    if (plan.unreadable === 'keep') answers.push({ question: headers[column] ?? '', answer: text })
  }
  const all = (field: ImportField) => cells.filter(cell => cell.field === field)
  const one = (field: ImportField) => all(field)[0]
  const textOf = (field: ImportField, longest = 200) => one(field)?.text.slice(0, longest) ?? null
  function understand<Value>(
    field: ImportField,
    kind: RowProblemKind,
    read: (text: string) => Value | null | undefined,
  ) {
    const cell = one(field)
    if (cell === undefined) return null
    const value = read(cell.text) ?? null
    if (value === null) complain(kind, cell)
    return value
  }

  const countryCode = understand('country', 'country', text => words.countries.get(key(text)))
  const phones = all('phone').flatMap(cell => {
    const { read, problem } = readPhones(cell.text, countryCode ?? words.defaultCountry)
    if (problem !== null) complain(problem, cell)
    return read
  })
  const emails = all('email').flatMap(cell => {
    const parts = cell.text
      .toLowerCase()
      .replace(/^mailto:/u, '')
      .split(/[\s,;]+/u)
      .filter(Boolean)
    const read = parts.filter(part => part.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u.test(part))
    if (read.length < parts.length) complain('email', cell)
    return read
  })
  const cameAt = understand('createdAt', 'date', text => {
    const at = readDate(text, { order: plan.dateOrder, timeZone: words.timeZone })
    return at !== null && at <= now ? at : null
  })
  const language = understand('language', 'language', text => languageOf(text, words))
  const stageId = understand('stage', 'stage', text => words.stages.get(key(text)))
  const ownerId = understand('owner', 'owner', text => words.staff.get(key(text)))
  const sourceWord = one('source')
  const source = sourceWord === undefined ? undefined : words.sources.get(key(sourceWord.text))
  // A source in words of their own is no fault: it is kept beside what the office calls it.
  if (sourceWord !== undefined && source === undefined) answers.push(asAnswer(sourceWord, headers))
  const consents = Object.entries(CONSENTS).flatMap(([field, channel]) => {
    const isGranted = understand(field as ImportField, 'consent', readYesOrNo)
    return isGranted === null ? [] : [{ channel, isGranted }]
  })
  answers.push(...all('answer').map(cell => asAnswer(cell, headers)))

  const name = nameOf(textOf('name', LONGEST_NAME), textOf('firstName'), textOf('lastName'))
  const person = {
    number: row.number,
    name,
    phones: [...new Set(phones)].slice(0, 10),
    emails: [...new Set(emails)].slice(0, 10),
  }
  const isNobody = name === null && person.phones.length === 0 && person.emails.length === 0
  if (isNobody) problems.unshift({ kind: 'nobody', column: null, text: '' })
  return {
    ...person,
    countryCode,
    city: textOf('city', 120),
    language,
    source: source ?? plan.source,
    stageId,
    ownerId,
    tags: [...new Set(all('tags').flatMap(({ text }) => text.split(/[,;|]/u).map(clean).filter(Boolean)))]
      .map(tag => tag.slice(0, 40))
      .slice(0, 20),
    note:
      all('note')
        .map(({ text }) => text)
        .join('\n')
        .slice(0, 10_000) || null,
    cameAt,
    consents,
    answers: answers.slice(0, 100),
    meta: {
      leadId: idOf(textOf('metaLeadId')),
      formId: idOf(textOf('formId')),
      formName: textOf('formName'),
      campaignId: idOf(textOf('campaignId')),
      campaignName: textOf('campaignName'),
      adSetId: idOf(textOf('adSetId')),
      adSetName: textOf('adSetName'),
      adId: idOf(textOf('adId')),
      adName: textOf('adName'),
      isOrganic: one('isOrganic') === undefined ? null : readYesOrNo(one('isOrganic')?.text ?? ''),
      platform: textOf('platform'),
    },
    problems,
  }
}

function asAnswer({ column, text }: { column: number; text: string }, headers: readonly string[]) {
  return { question: headers[column] ?? '', answer: text }
}

/** Without what shows nothing, and without the apostrophe by which a spreadsheet keeps a text a text. */
function clean(text: string): string {
  return text
    .replace(/^'(?=[=+\-@])/u, '')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]/gu, '')
    .replaceAll('\u00a0', ' ')
    .trim()
}

/** Several numbers may share a cell. Lead Center writes `p:+90…`. */
function readPhones(text: string, country: string): { read: string[]; problem: RowProblemKind | null } {
  if (/^\d[.,]\d+e\+?\d+$/iu.test(text)) return { read: [], problem: 'phone-cut' }
  const plain = text.replace(/^(?:p:|tel:)/iu, '').replace(/\.0$/u, '')
  const whole = toE164(plain, country)
  if (whole !== null) return { read: [whole], problem: null }
  const parts = plain
    .split(/[/;,\n|]| - | ve | or | ile /u)
    .map(part => part.trim())
    .filter(part => /\d/u.test(part))
  const read = parts.flatMap(part => toE164(part, country) ?? [])
  return { read, problem: parts.length === read.length && read.length > 0 ? null : 'phone' }
}

function languageOf(text: string, { languages }: Vocabulary): string | undefined {
  return languages.get(key(text)) ?? languages.get(key(text.split(/[-_]/u)[0] ?? ''))
}

function readYesOrNo(text: string): boolean | null {
  const word = key(text)
  if (YES.has(word) || YES.has(word.replaceAll('-', ' '))) return true
  return NO.has(word) ? false : null
}

function nameOf(whole: string | null, first: string | null, last: string | null): string | null {
  const name = whole ?? [first, last].filter(Boolean).join(' ')
  const line = name.replace(/\s+/gu, ' ').trim().slice(0, LONGEST_NAME)
  return /[^\p{C}\p{M}\s\p{P}]/u.test(line) ? line : null
}

/** Lead Center writes the kind before an id: `l:123`, `ag:123`. */
function idOf(text: string | null): string | null {
  const id = text?.replace(/^[a-z]{1,3}:/u, '') ?? ''
  return /^\d{1,30}$/u.test(id) ? id : null
}
