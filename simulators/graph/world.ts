import { randomBytes } from 'node:crypto'
import { SimulatorEvents } from './events.ts'
import { InsightStore } from './insight-store.ts'
import type { LeadStore } from './lead-store.ts'

/** What somebody may do: the permissions of the app's dialog. */
export const ALL_PERMISSIONS = [
  'leads_retrieval',
  'pages_show_list',
  'pages_read_engagement',
  'pages_manage_ads',
  'pages_manage_metadata',
  'ads_management',
  'ads_read',
  'business_management',
] as const

export interface App {
  id: string
  name: string
  secret: string
  /** "Require app secret" in the app's settings. */
  demandsProof: boolean
}

/** A person or a system user, with a role on pages and ad accounts. */
export interface Person {
  id: string
  name: string
  isSystemUser: boolean
  pageTasks: Map<string, string[]>
  adAccounts: Set<string>
  /** As the page's Leads Access Manager has it. */
  lacksLeadAccess: Set<string>
}

export interface Token {
  value: string
  type: 'USER' | 'PAGE' | 'SYSTEM_USER'
  appId: string
  personId: string
  pageId: string | null
  scopes: string[]
  granularScopes: { scope: string; target_ids?: string[] }[]
  issuedAt: number
  /** Unix seconds; 0 = never. */
  expiresAt: number
  dataAccessExpiresAt: number
  /** The subcode with which it is refused from now on (error 190). */
  endedBy: number | null
  /** The person's token that a page token was made with. */
  parent: string | null
}

export interface Page {
  id: string
  name: string
  category: string
  subscribedFields: Set<string>
  hasLeadsAccessManager: boolean
  hasAcceptedLeadTerms: boolean
}

export interface Question {
  id: string
  key: string
  label: string
  type: string
  options?: { key: string; value: string }[] | undefined
}

export interface Checkbox {
  key: string
  text: string
  isRequired: boolean
}

export interface Form {
  id: string
  pageId: string
  name: string
  status: string
  locale: string
  createdAt: number
  questions: Question[]
  disclaimer: { title: string; body: string; checkboxes: Checkbox[] } | null
  privacyPolicyUrl: string
  leads: LeadStore
}

export interface AdAccount {
  id: string
  name: string
  currency: string
  timeZone: string
  status: number
}

interface Named {
  id: string
  name: string
  status: string
  /** What Meta makes of it, where that is another than what its states say. */
  effectiveStatus?: string | null
  /** In the smallest unit of the account's currency. */
  dailyBudget?: number | null
  lifetimeBudget?: number | null
  /** Unix seconds. */
  updatedAt?: number
}
export interface Campaign extends Named {
  accountId: string
  objective: string
}
export interface AdSet extends Named {
  campaignId: string
}
export interface Ad extends Named {
  adSetId: string
  formId: string | null
}

const FIRST_ID = 120_210_000_000_000_000n

/** Everything there is at the simulated Meta. Ids are as long as the real ones: beyond what a JavaScript number holds. */
export class GraphWorld {
  readonly apps = new Map<string, App>()
  readonly people = new Map<string, Person>()
  readonly tokens = new Map<string, Token>()
  readonly pages = new Map<string, Page>()
  readonly forms = new Map<string, Form>()
  readonly adAccounts = new Map<string, AdAccount>()
  readonly campaigns = new Map<string, Campaign>()
  readonly adSets = new Map<string, AdSet>()
  readonly ads = new Map<string, Ad>()
  readonly insights = new InsightStore()
  readonly events = new SimulatorEvents()
  readonly #now: () => number
  #lastId = FIRST_ID

  constructor(now: () => number) {
    this.#now = now
  }

  now(): number {
    return this.#now()
  }

  /** Unix seconds, as Meta counts. */
  seconds(): number {
    return Math.floor(this.#now() / 1_000)
  }

  newId(): string {
    this.#lastId += 37n
    return String(this.#lastId)
  }

  newTokenValue(): string {
    return `EAASIM${randomBytes(48).toString('base64url').replaceAll(/[-_]/gu, 'Z')}`
  }

  pageOf(id: string): Page {
    return found(this.pages.get(id), 'page', id)
  }

  formOf(id: string): Form {
    return found(this.forms.get(id), 'form', id)
  }

  /** What a lead carries of the ad that it came by. */
  originOf(adId: string | null) {
    const ad = adId === null ? undefined : this.ads.get(adId)
    const adSet = ad && this.adSets.get(ad.adSetId)
    const campaign = adSet && this.campaigns.get(adSet.campaignId)
    return ad && adSet && campaign ? { ad, adSet, campaign } : undefined
  }

  /** The form in which a lead lies. */
  formOfLead(leadId: string): Form | undefined {
    for (const form of this.forms.values()) if (form.leads.find(leadId)) return form
    return undefined
  }
}

export function found<Thing>(thing: Thing | undefined, what: string, id: string): Thing {
  if (thing === undefined) throw new Error(`There is no ${what} "${id}"`)
  return thing
}
