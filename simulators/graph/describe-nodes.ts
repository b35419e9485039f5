import { effectiveStatusOf } from './ad-statuses.ts'
import type { Caller } from './caller.ts'
import type { Lead } from './lead-store.ts'
import type { Ad, AdAccount, AdSet, Campaign, Form, GraphWorld, Page } from './world.ts'

/** Unix seconds as Meta writes them. */
export function metaTime(seconds: number): string {
  return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}+0000`
}

export function describePage(page: Page, caller: Caller) {
  const { canLead, reason } = leadAccessOf(page, caller)
  return {
    id: page.id,
    name: page.name,
    category: page.category,
    access_token: pageTokenOf(page, caller),
    has_lead_access: {
      app_has_leads_permission: caller.has('leads_retrieval'),
      can_access_lead: canLead,
      enabled_lead_access_manager: page.hasLeadsAccessManager,
      ...(reason !== null && { failure_reason: reason, failure_resolution: 'Grant access in Leads Access Manager.' }),
      is_page_admin: caller.tasksOn(page).includes('MANAGE'),
      page_id: page.id,
      user_has_leads_permission: caller.canAccessLeads(page),
      user_id: caller.person.id,
    },
    leadgen_tos_accepted: page.hasAcceptedLeadTerms,
    is_webhooks_subscribed: page.subscribedFields.size > 0,
  }
}

function leadAccessOf(page: Page, caller: Caller): { canLead: boolean; reason: string | null } {
  if (!caller.has('leads_retrieval')) return { canLead: false, reason: 'App does not have leads_retrieval permission' }
  if (!caller.canAccessLeads(page)) return { canLead: false, reason: 'User does not have access to leads of this page' }
  return { canLead: true, reason: null }
}

/** One page token for each token of a person, with the permissions of that one; a system user's and a long user's do not expire. */
export function pageTokenOf(page: Page, caller: Caller): string | undefined {
  const { token, person, world } = caller
  if (token.type === 'PAGE') return token.pageId === page.id ? token.value : undefined
  if (!person.pageTasks.has(page.id)) return undefined
  const isLasting = token.expiresAt === 0 || token.expiresAt - token.issuedAt > 86_400
  const existing = [...world.tokens.values()].find(
    other => other.type === 'PAGE' && other.pageId === page.id && other.parent === token.value,
  )
  if (existing) return existing.value
  const value = world.newTokenValue()
  world.tokens.set(value, {
    ...token,
    value,
    type: 'PAGE',
    pageId: page.id,
    expiresAt: isLasting ? 0 : token.expiresAt,
    parent: token.value,
  })
  return value
}

export function describeForm(form: Form, seconds: number) {
  const counts = form.leads.counts(seconds)
  return {
    id: form.id,
    page_id: form.pageId,
    page: { id: form.pageId },
    name: form.name,
    status: form.status,
    locale: form.locale,
    created_time: metaTime(form.createdAt),
    leads_count: counts.all,
    expired_leads_count: counts.expired,
    organic_leads_count: counts.organic,
    questions: form.questions,
    privacy_policy_url: form.privacyPolicyUrl,
    legal_content: {
      id: `${form.id}1`,
      privacy_policy: { url: form.privacyPolicyUrl, link_text: 'Gizlilik' },
      ...(form.disclaimer && {
        custom_disclaimer: {
          id: `${form.id}2`,
          title: form.disclaimer.title,
          body: { text: form.disclaimer.body },
          checkboxes: form.disclaimer.checkboxes.map(({ key, text, isRequired }, index) => ({
            id: `${form.id}3${index}`,
            key,
            text,
            is_required: isRequired,
            is_checked_by_default: false,
          })),
        },
      }),
    },
  }
}

/** A test lead looks organic and carries nothing of an ad. */
export function describeLead(world: GraphWorld, caller: Caller, form: Form, lead: Lead): Record<string, unknown> {
  const origin = world.originOf(lead.adId)
  const mayName = origin !== undefined && caller.seesAdAccount(origin.campaign.accountId)
  return {
    id: lead.id,
    created_time: metaTime(lead.createdAt),
    form_id: form.id,
    is_organic: lead.isOrganic,
    platform: lead.platform,
    field_data: lead.fieldData,
    ...(lead.disclaimerResponses.length > 0 && { custom_disclaimer_responses: lead.disclaimerResponses }),
    ...(mayName && {
      ad_id: origin.ad.id,
      ad_name: origin.ad.name,
      adset_id: origin.adSet.id,
      adset_name: origin.adSet.name,
      campaign_id: origin.campaign.id,
      campaign_name: origin.campaign.name,
    }),
  }
}

export function describeAdAccount(account: AdAccount) {
  return {
    id: account.id,
    account_id: account.id.replace('act_', ''),
    name: account.name,
    currency: account.currency,
    timezone_name: account.timeZone,
    account_status: account.status,
  }
}

export function describeCampaign(world: GraphWorld, campaign: Campaign) {
  const { id, name, status, objective, accountId } = campaign
  const effective = effectiveStatusOf(world, 'campaign', id)
  const account = accountId.replace('act_', '')
  return {
    ...{ id, name, status, configured_status: status, effective_status: effective, objective, account_id: account },
    ...describeBudgets(campaign),
  }
}

export function describeAdSet(world: GraphWorld, adSet: AdSet) {
  const { id, name, status, campaignId } = adSet
  const effective = effectiveStatusOf(world, 'adset', id)
  return {
    ...{ id, name, status, configured_status: status, effective_status: effective, campaign_id: campaignId },
    ...describeBudgets(adSet),
  }
}

/** Budgets in the smallest unit, as texts; where there is none, a zero or nothing. */
function describeBudgets({ dailyBudget, lifetimeBudget, updatedAt }: Campaign | AdSet) {
  return {
    ...(dailyBudget && { daily_budget: String(dailyBudget) }),
    ...(lifetimeBudget && { lifetime_budget: String(lifetimeBudget) }),
    ...(updatedAt !== undefined && { updated_time: metaTime(updatedAt) }),
  }
}

export function describeAd(world: GraphWorld, { id, name, status, adSetId, updatedAt }: Ad) {
  return {
    id,
    name,
    status,
    configured_status: status,
    effective_status: effectiveStatusOf(world, 'ad', id),
    adset_id: adSetId,
    campaign_id: world.adSets.get(adSetId)?.campaignId,
    ...(updatedAt !== undefined && { updated_time: metaTime(updatedAt) }),
  }
}
