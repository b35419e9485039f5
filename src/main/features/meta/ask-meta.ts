import { z } from 'zod'
import type { MetaTokenKind } from '#shared/domain/meta-connection.ts'
import { GraphAccess } from '../../graph/graph-access.ts'
import type { GraphClient } from '../../graph/graph-client.ts'
import { GraphId } from '../../graph/graph-json.ts'
import { GraphError, readMetaError } from '../../graph/graph-problem.ts'

const MOST_ASKED = 100

/** Unix seconds; 0 and nothing mean never. */
const End = z
  .number()
  .optional()
  .transform(seconds => (seconds ? seconds * 1_000 : null))

const TokenFacts = z
  .object({
    data: z.object({
      app_id: GraphId.optional(),
      type: z.string().optional(),
      is_valid: z.boolean().default(false),
      expires_at: End,
      data_access_expires_at: End,
      scopes: z.array(z.string()).default([]),
      granular_scopes: z.array(z.object({ scope: z.string(), target_ids: z.array(GraphId).optional() })).default([]),
      profile_id: GraphId.optional(),
      error: z.looseObject({ subcode: z.number().optional() }).optional(),
    }),
  })
  .transform(({ data }) => ({
    appId: data.app_id ?? null,
    kind: kindOf(data.type, data.profile_id),
    isValid: data.is_valid,
    expiresAt: data.expires_at,
    dataAccessExpiresAt: data.data_access_expires_at,
    scopes: data.scopes,
    granular: data.granular_scopes,
    error: data.error,
  }))
/** What Meta says of a token. */
export type TokenFacts = z.infer<typeof TokenFacts>

function kindOf(type: string | undefined, profileId: string | undefined): MetaTokenKind {
  if (type === 'PAGE' || profileId !== undefined) return 'page'
  return type === 'SYSTEM_USER' ? 'system-user' : 'user'
}

const Named = z.object({ id: GraphId, name: z.string().default('') })
const LeadAccess = z
  .object({ can_access_lead: z.boolean().optional(), failure_reason: z.string().optional() })
  .optional()
  .catch(undefined)

const Page = Named.extend({
  access_token: z.string().optional(),
  tasks: z.array(z.string()).optional(),
  has_lead_access: LeadAccess,
  leadgen_tos_accepted: z.boolean().optional(),
})
export type MetaPage = z.infer<typeof Page>

const Account = Named.extend({
  currency: z.string().default(''),
  timezone_name: z.string().default(''),
})
export type MetaAdAccount = z.infer<typeof Account>

const Form = Named.extend({ status: z.string() })
const PAGE_FIELDS = 'id,name,access_token,has_lead_access,leadgen_tos_accepted'

/** What the office asks of Meta about its own access. A person waits for most of it: nothing is repeated or slowed down for long. */
export function createMetaQuestions({ client }: { client: GraphClient }) {
  async function collect<Schema extends z.ZodType>(access: GraphAccess, path: string, fields: string, item: Schema) {
    const all: z.output<Schema>[] = []
    const pages = client.pages({ access, path, params: { fields }, item, limit: MOST_ASKED, isAwaited: true })
    for await (const page of pages) all.push(...page)
    return all
  }

  return {
    /** A token is asked about with itself; where the app's secret is known, in the name of the app. */
    async debugToken({ token, appId, appSecret }: { token: string; appId: string | null; appSecret: string | null }) {
      const access =
        appId !== null && appSecret !== null
          ? new GraphAccess({ token: `${appId}|${appSecret}`, appId })
          : new GraphAccess({ token })
      const params = { input_token: token }
      const asked = client.get({ access, path: 'debug_token', params, answer: TokenFacts, isAwaited: true })
      return asked.catch((error: unknown) => {
        // Refused is whoever asks: that is the app here, and nothing is said of the token yet.
        const isApp = appSecret !== null && error instanceof GraphError && error.problem.kind === 'needs-login'
        throw isApp ? new GraphError({ ...error.problem, kind: 'wrong-app-secret' }) : error
      })
    },

    /** A person's token of an hour becomes one of sixty days. */
    async exchange({ token, appId, appSecret }: { token: string; appId: string; appSecret: string }): Promise<string> {
      const params = {
        grant_type: 'fb_exchange_token',
        client_id: appId,
        client_secret: appSecret,
        fb_exchange_token: token,
      }
      const answer = z.object({ access_token: z.string().min(1) })
      const access = GraphAccess.nobody(appId)
      return (await client.get({ access, path: 'oauth/access_token', params, answer, isAwaited: true })).access_token
    },

    whoAmI: (access: GraphAccess) =>
      client.get({ access, path: 'me', params: { fields: 'id,name' }, answer: Named, isAwaited: true }),

    pagesOf: (access: GraphAccess) => collect(access, 'me/accounts', `${PAGE_FIELDS},tasks`, Page),

    page: (access: GraphAccess, id: string) =>
      client.get({ access, path: id, params: { fields: PAGE_FIELDS }, answer: Page, isAwaited: true }),

    adAccountsOf: (access: GraphAccess) => collect(access, 'me/adaccounts', 'id,name,currency,timezone_name', Account),

    adAccount: (access: GraphAccess, id: string) =>
      client.get({ access, path: id, params: { fields: 'id,name' }, answer: Named, isAwaited: true }),

    formsOf: (access: GraphAccess, pageId: string) =>
      collect(access, `${pageId}/leadgen_forms`, 'id,name,status', Form),

    /** Nothing of the lead is asked but its id. */
    async firstLead(access: GraphAccess, pageId: string, formId: string): Promise<void> {
      const answer = z.object({ data: z.array(z.unknown()) })
      const params = { fields: 'id', limit: 1 }
      const quota = { type: 'leadgen', id: pageId } as const
      await client.get({ access, path: `${formId}/leads`, params, answer, quota, isAwaited: true })
    },
  }
}
export type MetaQuestions = ReturnType<typeof createMetaQuestions>

/** What Meta answers about a dead token is no error of the question: it is made one here. */
export function endOfToken({ error }: TokenFacts): GraphError {
  const problem = readMetaError(200, { ...error, code: 190, error_subcode: error?.subcode })
  return new GraphError(problem as GraphError['problem'])
}
