import { z } from 'zod'

/** How a person came to the office the first time. */
export const LeadSource = z.enum([
  'whatsapp',
  'meta_lead_ad',
  'click_to_whatsapp_ad',
  'manual',
  'import',
  'referral',
  'website',
  'sms',
])
export type LeadSource = z.infer<typeof LeadSource>
