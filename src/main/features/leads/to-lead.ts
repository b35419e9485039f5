import type { Lead, LeadSummary } from '#shared/contract/leads.ts'
import type { LocalTime } from '#shared/domain/local-time.ts'
import type { IdentityRow, LeadRow } from './lead-queries.ts'

export function toLeadSummary(row: LeadRow, phoneNumber: string | null, hasLid: boolean): LeadSummary {
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
    countryCode,
    isUnregistered,
    lastContactedAt: row.lastContactedAt,
    nextActionAt: row.nextActionAt,
    nextActionText: row.nextActionText,
    lastInboundAt: row.lastInboundAt,
    createdAt: row.createdAt,
  }
}

export function toLead(row: LeadRow, identities: readonly IdentityRow[], localTime: LocalTime | null): Lead {
  const valueOf = (kind: IdentityRow['kind']) => identities.find(identity => identity.kind === kind)?.value ?? null
  const phoneNumber = valueOf('phone')
  return {
    ...toLeadSummary(row, phoneNumber, valueOf('whatsapp_lid') !== null),
    // WhatsApp's internal id is no number and no name: it is never shown.
    identities: identities.map(({ kind, value }) => ({ kind, value: kind === 'whatsapp_lid' ? '' : value })),
    email: valueOf('email'),
    language: row.language,
    city: row.city,
    timeZone: row.timeZone,
    localTime,
    firstMessageAnswered: row.firstMessageAnswered,
    firstAnsweredAt: row.firstAnsweredAt,
    firstInboundAt: row.firstInboundAt,
    updatedAt: row.updatedAt,
  }
}
