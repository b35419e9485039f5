import { z } from 'zod'
import type { FormQuestion } from '#shared/domain/lead-form.ts'

// What Meta says, read once and into our words. Everything else of it is kept as it came, in `raw`.

const Id = z.union([z.string(), z.number().int()]).transform(String)
/** Fields that an organic entry, a preview or a token without rights on the ad account does not have. */
const Text = z
  .string()
  .nullish()
  .transform(text => (text === undefined || text === null || text === '' ? null : text))
const MaybeId = Id.nullish().transform(id => id ?? null)
/** Ticked boxes come as "1" and "", and now and then as what they mean. */
const Ticked = z
  .union([z.string(), z.number(), z.boolean()])
  .nullish()
  .transform(value => value === true || value === 1 || value === '1' || value === 'true')

const GraphLead = z.object({
  id: Id,
  created_time: z.union([z.string(), z.number()]),
  form_id: MaybeId,
  ad_id: MaybeId,
  ad_name: Text,
  adset_id: MaybeId,
  adset_name: Text,
  campaign_id: MaybeId,
  campaign_name: Text,
  platform: Text,
  is_organic: z.boolean().nullish(),
  field_data: z
    .array(z.object({ name: z.string(), values: z.array(z.union([z.string(), z.number(), z.boolean()])).nullish() }))
    .nullish(),
  custom_disclaimer_responses: z.array(z.object({ checkbox_key: z.string(), is_checked: Ticked })).nullish(),
})

export interface FormEntry {
  readonly metaLeadId: string
  readonly submittedAt: number
  readonly formId: string | null
  readonly adId: string | null
  readonly adName: string | null
  readonly adSetId: string | null
  readonly adSetName: string | null
  readonly campaignId: string | null
  readonly campaignName: string | null
  readonly platform: string | null
  readonly isOrganic: boolean
  readonly answers: readonly { readonly key: string; readonly values: readonly string[] }[]
  readonly disclaimers: readonly { readonly key: string; readonly isTicked: boolean }[]
}

/** Null for what no entry of a form looks like: it is kept, and a person is told. */
export function readEntry(raw: unknown): FormEntry | null {
  const parsed = GraphLead.safeParse(raw)
  if (!parsed.success) return null
  const lead = parsed.data
  const submittedAt = readMoment(lead.created_time)
  if (submittedAt === null) return null
  return {
    metaLeadId: lead.id,
    submittedAt,
    formId: lead.form_id,
    adId: lead.ad_id,
    adName: lead.ad_name,
    adSetId: lead.adset_id,
    adSetName: lead.adset_name,
    campaignId: lead.campaign_id,
    campaignName: lead.campaign_name,
    platform: lead.platform,
    isOrganic: lead.is_organic ?? false,
    answers: (lead.field_data ?? []).map(({ name, values }) => ({ key: name, values: (values ?? []).map(String) })),
    disclaimers: (lead.custom_disclaimer_responses ?? []).map(({ checkbox_key, is_checked }) => ({
      key: checkbox_key,
      isTicked: is_checked,
    })),
  }
}

/** The id of something that is otherwise not to be read, so that a later, whole form of it is known again. */
export function readEntryId(raw: unknown): string | null {
  const parsed = z.object({ id: Id }).safeParse(raw)
  return parsed.success ? parsed.data.id : null
}

/** `2026-11-19T08:15:30+0000`; webhooks and older answers say seconds. */
export function readMoment(moment: string | number): number | null {
  if (typeof moment === 'number') return Number.isSafeInteger(moment) ? moment * 1000 : null
  const at = Date.parse(moment.replace(/([+-]\d{2})(\d{2})$/u, '$1:$2'))
  return Number.isNaN(at) ? null : at
}

const GraphQuestion = z.object({
  key: z.string().nullish(),
  label: z.string().nullish(),
  type: z.string().nullish(),
  options: z
    .array(z.object({ key: z.union([z.string(), z.number()]).nullish(), value: z.string().nullish() }))
    .nullish(),
})

const Disclaimer = z.object({
  custom_disclaimer: z
    .object({
      title: z.string().nullish(),
      body: z.unknown().optional(),
      checkboxes: z.array(z.object({ key: z.string(), text: z.string().nullish() }).loose()).nullish(),
    })
    .nullish(),
})

const GraphForm = z.object({
  id: Id,
  name: Text,
  status: Text,
  locale: Text,
  leads_count: z.number().int().nonnegative().nullish(),
  expired_leads_count: z.number().int().nonnegative().nullish(),
  questions: z.array(z.unknown()).nullish(),
  legal_content: z.unknown().optional(),
})

export interface FormAtMeta {
  readonly formId: string
  readonly name: string | null
  readonly status: string
  readonly locale: string | null
  readonly leadsCount: number | null
  readonly expiredCount: number | null
  readonly questions: FormQuestion[]
  readonly disclaimers: FormDisclaimer[]
}

/** A box that the form has people tick, in the words that they read. */
export interface FormDisclaimer {
  readonly key: string
  readonly text: string
}

export function readForm(raw: unknown): FormAtMeta | null {
  const parsed = GraphForm.safeParse(raw)
  if (!parsed.success) return null
  const form = parsed.data
  return {
    formId: form.id,
    name: form.name,
    status: form.status ?? 'ACTIVE',
    locale: form.locale,
    leadsCount: form.leads_count ?? null,
    expiredCount: form.expired_leads_count ?? null,
    questions: (form.questions ?? []).flatMap(readQuestion),
    disclaimers: readDisclaimers(form.legal_content),
  }
}

function readQuestion(raw: unknown): FormQuestion[] {
  const parsed = GraphQuestion.safeParse(raw)
  if (!parsed.success) return []
  const { key, label, type, options } = parsed.data
  const name = key ?? label
  if (name === null || name === undefined) return []
  return [
    {
      key: name,
      label: label ?? name,
      type: type ?? 'CUSTOM',
      options: (options ?? []).flatMap(option =>
        option.value === null || option.value === undefined
          ? []
          : [{ key: String(option.key ?? option.value), value: option.value }],
      ),
    },
  ]
}

function readDisclaimers(raw: unknown): FormDisclaimer[] {
  const parsed = Disclaimer.safeParse(raw)
  const disclaimer = parsed.success ? parsed.data.custom_disclaimer : undefined
  return (disclaimer?.checkboxes ?? []).map(({ key, text }) => ({
    key,
    text: [disclaimer?.title, bodyText(disclaimer?.body), text].filter(part => part).join('\n'),
  }))
}

/** Meta gives the body as text, or as pieces with their links. */
function bodyText(body: unknown): string {
  if (typeof body === 'string') return body
  const pieces = z.object({ text: z.string() }).safeParse(body)
  return pieces.success ? pieces.data.text : ''
}
