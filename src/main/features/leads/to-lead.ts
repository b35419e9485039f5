import type { Lead, LeadSummary } from '#shared/contract/leads.ts'
import type { LocalTime } from '#shared/domain/local-time.ts'
import type { ListedLead } from './lead-list.ts'
import type { IdentityRow } from './lead-queries.ts'

export function toLeadSummary({
  lead: row,
  phone: phoneNumber,
  hasLid,
  tagIds,
  campaignName,
  formName,
}: ListedLead): LeadSummary {
  const { id, version, name, stageId, ownerId, source, sourceDetail, countryCode, isUnregistered } = row
  return {
    id,
    version,
    name,
    phoneNumber,
    // WhatsApp may keep a number to itself for good; a lead typed in without one is not hidden, it has none.
    isNumberHidden: phoneNumber === null && hasLid,
    stageId,
    ownerId,
    source,
    sourceDetail,
    campaignName,
    formName,
    brandId: row.brandId,
    countryCode,
    language: row.language,
    tagIds: [...tagIds],
    score: row.score,
    isUnregistered,
    lastContactedAt: row.lastContactedAt,
    lastCalledAt: row.lastCalledAt,
    nextActionAt: row.nextActionAt,
    nextActionText: row.nextActionText,
    lastInboundAt: row.lastInboundAt,
    createdAt: row.createdAt,
  }
}

export function toLead(listed: ListedLead, identities: readonly IdentityRow[], localTime: LocalTime | null): Lead {
  const row = listed.lead
  const valueOf = (kind: IdentityRow['kind']) => identities.find(identity => identity.kind === kind)?.value ?? null
  return {
    ...toLeadSummary(listed),
    // WhatsApp's internal id is no number and no name: it is never shown.
    identities: identities.map(({ kind, value }) => ({ kind, value: kind === 'whatsapp_lid' ? '' : value })),
    email: valueOf('email'),
    city: row.city,
    timeZone: row.timeZone,
    localTime,
    firstMessageAnswered: row.firstMessageAnswered,
    firstAnsweredAt: row.firstAnsweredAt,
    firstInboundAt: row.firstInboundAt,
    convertedAt: row.convertedAt,
    rejectionReason: row.rejectionReason,
    score: row.score,
    updatedAt: row.updatedAt,
  }
}
