import { z } from 'zod'
import { MetaProblem } from './meta-connection.ts'

/**
 * What a connection test looks at, in this order.
 *
 *   token         it lives, and is of the page that was chosen
 *   permission    one of the app's permissions; the subject is its name
 *   page-role     the token's person may manage the page's leads
 *   lead-access   the page's Leads Access Manager lets them through
 *   lead-terms    the page has accepted Meta's terms for lead ads
 *   forms         the page's forms can be read; how many of them are active
 *   leads         a form's leads can be read; the subject is the form
 *   ad-account    a chosen ad account can be read; the subject is the account
 */
export const MetaCheckName = z.enum([
  'token',
  'permission',
  'page-role',
  'lead-access',
  'lead-terms',
  'forms',
  'leads',
  'ad-account',
])
export type MetaCheckName = z.infer<typeof MetaCheckName>

/** `warning`: leads come in all the same, and something is missing. */
export const MetaCheck = z.object({
  name: MetaCheckName,
  outcome: z.enum(['passed', 'warning', 'failed']),
  subject: z.string().nullable(),
  count: z.number().nullable(),
  problem: MetaProblem.nullable(),
})
export type MetaCheck = z.infer<typeof MetaCheck>

/** What leads cannot come in without. */
export const NEEDED_PERMISSIONS = [
  'leads_retrieval',
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_ads',
] as const
/** For names of ads beside a lead, reports and changes; without them leads come in all the same. */
export const USEFUL_PERMISSIONS = ['ads_read', 'ads_management', 'business_management'] as const
