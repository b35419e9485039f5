import type { Lead } from '#shared/contract/leads.ts'
import { EmailAddress } from '#shared/contract/session.ts'
import { formatPhone, toE164 } from '#shared/domain/phone-number.ts'

export interface LeadFormValues {
  name: string
  phoneNumber: string
  email: string
  countryCode: string | null
  language: string | null
  city: string
  timeZone: string | null
}

export function valuesOfLead(lead: Lead | undefined, defaultCountry: string): LeadFormValues {
  if (lead === undefined) {
    return {
      name: '',
      phoneNumber: '',
      email: '',
      countryCode: defaultCountry,
      language: null,
      city: '',
      timeZone: null,
    }
  }
  return {
    name: lead.name,
    phoneNumber: lead.phoneNumber === null ? '' : formatPhone(lead.phoneNumber),
    email: lead.email ?? '',
    countryCode: lead.countryCode,
    language: lead.language,
    city: lead.city ?? '',
    timeZone: lead.timeZone,
  }
}

/** What has to be corrected before anything is sent. */
export function problemWithLeadForm(values: LeadFormValues, defaultCountry: string) {
  const { name, phoneNumber, email, countryCode } = values
  return {
    name: name.trim() === '',
    phoneNumber: phoneNumber.trim() !== '' && toE164(phoneNumber, countryCode ?? defaultCountry) === null,
    email: email.trim() !== '' && !EmailAddress.safeParse(email.trim()).success,
  }
}

/** As the core wants it. The number is read by the chosen country, so it may be typed the local way. */
export function toLeadDetails(values: LeadFormValues, defaultCountry: string) {
  const { name, phoneNumber, email, countryCode, language, city, timeZone } = values
  const phone = phoneNumber.trim()
  return {
    name: name.trim(),
    phoneNumber: phone === '' ? null : (toE164(phone, countryCode ?? defaultCountry) ?? phone),
    email: orNull(email),
    countryCode,
    language,
    city: orNull(city),
    timeZone,
  }
}

function orNull(text: string): string | null {
  return text.trim() === '' ? null : text.trim()
}

export interface LeadFormChange {
  readonly field: keyof LeadFormValues
  readonly theirs: string | null
  /** Both changed it: what was typed here stays in the form, and a person decides. */
  readonly isKeptAsTyped: boolean
}

/** What a colleague changed while the form was open: taken over, unless it was changed here as well. */
export function changesSince(
  before: LeadFormValues,
  fresh: LeadFormValues,
  typed: LeadFormValues,
): { merged: LeadFormValues; changes: LeadFormChange[] } {
  const fields = Object.keys(before) as (keyof LeadFormValues)[]
  const changes = fields
    .filter(field => fresh[field] !== before[field] && fresh[field] !== typed[field])
    .map(field => ({ field, theirs: fresh[field], isKeptAsTyped: typed[field] !== before[field] }))
  const taken = changes.filter(({ isKeptAsTyped }) => !isKeptAsTyped).map(({ field, theirs }) => [field, theirs])
  return { merged: { ...typed, ...(Object.fromEntries(taken) as Partial<LeadFormValues>) }, changes }
}
