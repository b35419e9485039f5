import { z } from 'zod'
import type { Fault } from './faults.ts'
import { enumOf } from './graph-fields.ts'
import { insightVerbs } from './insight-verbs.ts'
import { LeadStore } from './lead-store.ts'
import { endToken, makeApp, makePerson, makeToken, submitLead, submitMany } from './make-things.ts'
import type { GraphSimulator } from './simulator.ts'
import { found } from './world.ts'

const id = z.string().min(1)
const seconds = z.number().int().nonnegative()
const errorWords = z.object({
  kind: z.literal('error'),
  code: z.number().int(),
  subcode: z.number().int().optional(),
  message: z.string().optional(),
  status: z.number().int().optional(),
  type: z.string().optional(),
  isTransient: z.boolean().optional(),
  userTitle: z.string().optional(),
  userMessage: z.string().optional(),
  errorData: z.unknown().optional(),
  /** An error in an answer of HTTP 200. */
  asOk: z.boolean().optional(),
})
const fault = z.discriminatedUnion('kind', [
  errorWords,
  z.object({ kind: z.literal('html'), status: z.number().int() }),
  z.object({ kind: z.literal('garbage') }),
  z.object({ kind: z.literal('half') }),
  z.object({ kind: z.literal('drop') }),
  z.object({ kind: z.literal('hang') }),
  z.object({ kind: z.literal('redirect') }),
])

/** A verb of the control API: `POST /verbs/<name>` with this input as JSON. */
function verb<Input extends z.ZodType, Output>(
  input: Input,
  run: (simulator: GraphSimulator, input: z.output<Input>) => Output,
) {
  return { input, run }
}

export const verbs = {
  ...insightVerbs,
  createApp: verb(z.object({ name: z.string(), demandsProof: z.boolean().optional() }), ({ world }, input) =>
    makeApp(world, input),
  ),
  /** A person, or a system user of the business. */
  createPerson: verb(z.object({ name: z.string(), isSystemUser: z.boolean().optional() }), ({ world }, input) => {
    const person = makePerson(world, input)
    return { id: person.id, name: person.name }
  }),
  createPage: verb(
    z.object({ name: z.string(), category: z.string().optional(), hasLeadsAccessManager: z.boolean().optional() }),
    ({ world }, { name, category = 'Medical & health', hasLeadsAccessManager = false }) => {
      const page = {
        id: world.newId(),
        name,
        category,
        subscribedFields: new Set<string>(),
        hasLeadsAccessManager,
        hasAcceptedLeadTerms: true,
      }
      world.pages.set(page.id, page)
      return { id: page.id, name }
    },
  ),
  /** Gives a role on a page, or (without tasks) takes it away. */
  setPageRole: verb(
    z.object({ person: id, page: id, tasks: z.array(z.string()).nullable() }),
    ({ world }, { person, page, tasks }) => {
      const { pageTasks } = found(world.people.get(person), 'person', person)
      world.pageOf(page)
      const unknown = tasks?.find(task => !enumOf('page_tasks').includes(task))
      if (unknown !== undefined) throw new Error(`Meta knows no task "${unknown}"`)
      if (tasks === null) pageTasks.delete(page)
      else pageTasks.set(page, tasks)
    },
  ),
  setLeadAccess: verb(
    z.object({ person: id, page: id, hasAccess: z.boolean() }),
    ({ world }, { person, page, hasAccess }) => {
      const { lacksLeadAccess } = found(world.people.get(person), 'person', person)
      world.pageOf(page).hasLeadsAccessManager = true
      if (hasAccess) lacksLeadAccess.delete(page)
      else lacksLeadAccess.add(page)
    },
  ),
  createToken: verb(
    z.object({
      app: id,
      person: id,
      page: id.optional(),
      scopes: z.array(z.string()).optional(),
      granularScopes: z.array(z.object({ scope: z.string(), target_ids: z.array(z.string()).optional() })).optional(),
      expiresAt: seconds.optional(),
      dataAccessExpiresAt: seconds.optional(),
    }),
    ({ world }, input) => makeToken(world, input),
  ),
  /** From now on it is refused with that subcode of error 190; null: it lives again. */
  endToken: verb(z.object({ token: id, subcode: z.number().int().nullable() }), ({ world }, { token, subcode }) =>
    endToken(world, token, subcode),
  ),
  changeToken: verb(
    z.object({
      token: id,
      scopes: z.array(z.string()).optional(),
      expiresAt: seconds.optional(),
      dataAccessExpiresAt: seconds.optional(),
    }),
    ({ world }, { token: value, ...changes }) => {
      found(world.tokens.get(value), 'token', '…')
      const given = Object.fromEntries(Object.entries(changes).filter(([, change]) => change !== undefined))
      for (const token of world.tokens.values())
        if (token.value === value || token.parent === value) Object.assign(token, given)
    },
  ),
  createAdAccount: verb(
    z.object({
      name: z.string(),
      currency: z.string().optional(),
      timeZone: z.string().optional(),
      people: z.array(id),
    }),
    ({ world }, { name, currency = 'TRY', timeZone = 'Europe/Istanbul', people }) => {
      const account = { id: `act_${world.newId()}`, name, currency, timeZone, status: 1 }
      world.adAccounts.set(account.id, account)
      for (const person of people) found(world.people.get(person), 'person', person).adAccounts.add(account.id)
      return { id: account.id }
    },
  ),
  /** A campaign with one ad set and one ad, for a form. */
  createAd: verb(
    z.object({
      account: id,
      campaign: z.string(),
      adSet: z.string(),
      ad: z.string(),
      form: id.optional(),
      /** The ad's, where something else names it already. */
      adId: z.string().regex(/^\d+$/u).optional(),
    }),
    ({ world }, input) => {
      const account = found(world.adAccounts.get(input.account), 'ad account', input.account)
      const status = 'ACTIVE'
      const same = [...world.campaigns.values()].find(
        ({ name, accountId }) => name === input.campaign && accountId === account.id,
      )
      const campaign = same ?? {
        id: world.newId(),
        name: input.campaign,
        status,
        accountId: account.id,
        objective: 'OUTCOME_LEADS',
      }
      world.campaigns.set(campaign.id, campaign)
      const adSet = { id: world.newId(), name: input.adSet, status, campaignId: campaign.id }
      world.adSets.set(adSet.id, adSet)
      const ad = {
        id: input.adId ?? world.newId(),
        name: input.ad,
        status,
        adSetId: adSet.id,
        formId: input.form ?? null,
      }
      world.ads.set(ad.id, ad)
      return { campaign: campaign.id, adSet: adSet.id, ad: ad.id }
    },
  ),
  createForm: verb(
    z.object({
      page: id,
      name: z.string(),
      locale: z.string().optional(),
      status: z.string().optional(),
      privacyPolicyUrl: z.string().optional(),
      questions: z.array(
        z.object({
          key: z.string(),
          label: z.string(),
          type: z.string(),
          options: z.array(z.object({ key: z.string(), value: z.string() })).optional(),
        }),
      ),
      disclaimer: z
        .object({
          title: z.string(),
          body: z.string(),
          checkboxes: z.array(z.object({ key: z.string(), text: z.string(), isRequired: z.boolean() })),
        })
        .optional(),
    }),
    ({ world }, { page, name, locale = 'tr_TR', status = 'ACTIVE', privacyPolicyUrl, questions, disclaimer }) => {
      if (!enumOf('leadgen_form_status').includes(status)) throw new Error(`Meta knows no status "${status}"`)
      const form = {
        id: world.newId(),
        pageId: world.pageOf(page).id,
        name,
        status,
        locale,
        createdAt: world.seconds(),
        questions: questions.map((question, index) => ({ id: `${world.newId()}${index}`, ...question })),
        disclaimer: disclaimer ?? null,
        privacyPolicyUrl: privacyPolicyUrl ?? 'https://example.com/gizlilik',
        leads: new LeadStore(),
      }
      world.forms.set(form.id, form)
      world.events.publish({ type: 'form', form: form.id, at: world.now() })
      return { id: form.id }
    },
  ),
  setFormStatus: verb(z.object({ form: id, status: z.string() }), ({ world }, { form, status }) => {
    if (!enumOf('leadgen_form_status').includes(status)) throw new Error(`Meta knows no status "${status}"`)
    world.formOf(form).status = status
    world.events.publish({ type: 'form', form, at: world.now() })
  }),
  /** A person has filled in the form. Answers by key, also by keys that the form does not have. */
  submit: verb(
    z.object({
      form: id,
      answers: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
      ad: id.optional(),
      platform: z.string().optional(),
      isOrganic: z.boolean().optional(),
      /** Keys of the boxes that were checked. */
      checked: z.array(z.string()).optional(),
      createdAt: seconds.optional(),
      id: id.optional(),
    }),
    ({ world }, { form, ...wishes }) => submitLead(world, world.formOf(form), wishes),
  ),
  submitMany: verb(
    z.object({
      form: id,
      count: z.number().int().positive(),
      overDays: z.number().positive().optional(),
      ads: z.array(id).optional(),
    }),
    ({ world }, { form, count, overDays = 60, ads = [] }) =>
      submitMany(world, world.formOf(form), { count, overDays, ads }),
  ),
  /** `expired` is what Meta does after ninety days, `deleted` what a person does. */
  removeLead: verb(z.object({ lead: id, as: z.enum(['deleted', 'expired']) }), ({ world }, { lead, as }) => {
    const form = found(world.formOfLead(lead), 'lead', lead)
    found(form.leads.find(lead), 'lead', lead).state = as
  }),
  /** The next requests whose path contains that meet the fault: so many times, or (null) until the faults are cleared. */
  failRequests: verb(
    z.object({
      path: z.string().optional(),
      method: z.string().optional(),
      fault,
      times: z.number().int().positive().nullable().optional(),
    }),
    ({ faults }, { path = '', method, fault: wanted, times }) =>
      faults.plan({ path, method: method ?? null, fault: wanted as Fault, times: times === undefined ? 1 : times }),
  ),
  /** Rate headers, by their names, with answers to paths that contain that. */
  setUsage: verb(
    z.object({ path: z.string().optional(), headers: z.record(z.string(), z.unknown()) }),
    ({ faults }, { path = '', headers }) => {
      const texts = Object.entries(headers).map(([name, value]) => [name, JSON.stringify(value)] as const)
      faults.usage.push({ path, headers: Object.fromEntries(texts) })
    },
  ),
  clearUsage: verb(z.object({}), ({ faults }) => {
    faults.usage.length = 0
  }),
  setLatency: verb(z.object({ ms: z.number().nonnegative() }), ({ faults }, { ms }) => {
    faults.latencyMs = ms
  }),
  limitPages: verb(z.object({ most: z.number().int().positive().nullable() }), ({ faults }, { most }) => {
    faults.mostPerPage = most
  }),
  sendNumericIds: verb(z.object({ isOn: z.boolean() }), ({ faults }, { isOn }) => {
    faults.sendsNumericIds = isOn
  }),
  clearFaults: verb(z.object({}), ({ faults }) => faults.clear()),
}

export type Verbs = typeof verbs
export type VerbName = keyof Verbs
export type VerbInput<Name extends VerbName> = z.input<Verbs[Name]['input']>
export type VerbOutput<Name extends VerbName> = Awaited<ReturnType<Verbs[Name]['run']>>
