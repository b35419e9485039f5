import { eq } from 'drizzle-orm'
import type { SelfCheckLine, SelfCheckStep } from '#shared/contract/meta-leads.ts'
import type { MetaConnectionId } from '#shared/domain/ids.ts'
import { type FormQuestion, targetOf } from '#shared/domain/lead-form.ts'
import type { Db } from '../../db/database.ts'
import { brands } from '../brands/schema.ts'
import { leads } from '../leads/schema.ts'
import type { FormRow } from './form-queries.ts'
import { readForm } from './graph-lead.ts'
import type { LeadSource } from './lead-source.ts'
import { findSubmissionByMetaId } from './submission-queries.ts'
import type { Sync } from './sync.ts'

/** Long enough for a page of entries, short enough for somebody who waits. */
const TIME = 60_000

/** Goes the way of an entry once, step by step, and says of each what it found (row C45). Ends at the first that fails. */
export async function checkConnection(
  { db, source, sync }: { db: Db; source: LeadSource; sync: Sync },
  connectionId: MetaConnectionId,
  makesEntry: boolean,
): Promise<SelfCheckLine[]> {
  const lines: SelfCheckLine[] = []
  const signal = AbortSignal.timeout(TIME)
  const say = (step: SelfCheckStep, state: SelfCheckLine['state'], params: SelfCheckLine['params'] = {}) =>
    lines.push({ step, state, params, problem: null })

  /** Undefined when Meta, or we, would not. */
  async function attempt<Result>(step: SelfCheckStep, work: () => Promise<Result>): Promise<Result | undefined> {
    try {
      return await work()
    } catch (error) {
      const met = source.read(error)
      if (met === null && !signal.aborted) throw error
      const problem = { ...(met?.problem ?? TOO_SLOW), formName: null, entries: null }
      lines.push({ step, state: 'failed', params: {}, problem })
      return undefined
    }
  }

  const connection = source.find(connectionId)
  say('connection', connection?.isUsable ? 'ok' : 'failed', { page: connection?.pageId ?? '' })
  if (!connection?.isUsable) return lines
  const { brandId } = connection
  const brand = brandId === null ? undefined : db.select().from(brands).where(eq(brands.id, brandId)).get()
  say('brand', brand ? 'ok' : 'skipped', { name: brand?.name ?? '' })

  const found = await attempt('forms', async () => {
    const forms = []
    for await (const page of source.forms(connection, signal)) forms.push(...page.flatMap(raw => readForm(raw) ?? []))
    return forms
  })
  if (found === undefined) return lines
  say('forms', found.length > 0 ? 'ok' : 'failed', { forms: found.length })
  const form = found.find(({ status }) => status === 'ACTIVE') ?? found[0]
  if (!form) return lines

  const readable = await attempt('entries', async () => {
    for await (const page of source.entries(connection, form.formId, { after: null, before: null }, signal))
      return page.length
    return 0
  })
  if (readable === undefined) return lines
  say('entries', 'ok', { form: form.name ?? form.formId })
  if (!makesEntry) return lines

  const answers = sampleAnswers(form.questions, null)
  const entryId = await attempt('test_entry', () => source.createTestEntry(connection, form.formId, answers, signal))
  if (entryId === undefined) return lines
  say('test_entry', 'ok', { form: form.name ?? form.formId })
  try {
    await sync.run(connection, 'self_check')
    const stored = findSubmissionByMetaId(db, entryId)
    const lead = stored && db.select().from(leads).where(eq(leads.id, stored.leadId)).get()
    say('stored', stored?.isTest ? 'ok' : 'failed', { name: lead?.name ?? '' })
    if (stored?.isTest) {
      const again = await sync.run(connection, 'self_check')
      say('twice', again.stored === 0 ? 'ok' : 'failed')
    }
  } finally {
    const removed = await attempt('removed', async () => {
      await source.deleteEntry(connection, entryId, signal)
      return true
    })
    if (removed) say('removed', 'ok')
  }
  return lines
}

const TOO_SLOW = { code: 'unreachable', metaCode: null, metaSubcode: null, metaText: null }

const SAMPLE: Readonly<Record<string, string>> = {
  name: 'Ahmet Kaya',
  first_name: 'Ahmet',
  last_name: 'Kaya',
  phone: '+905550000000',
  email: 'ahmet.kaya@example.com',
  city: 'İstanbul',
  country: 'TR',
}

/** Somebody who does not exist, for the questions of any form. */
function sampleAnswers(questions: readonly FormQuestion[], mapping: FormRow['mapping']) {
  return questions.map(question => {
    const value = question.options[0]?.key ?? SAMPLE[targetOf(question, mapping)] ?? 'Deneme'
    return { key: question.key, values: [value] }
  })
}
