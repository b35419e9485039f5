import { z } from 'zod'
import { GraphProblemKind, LoginReason } from '../domain/graph-problem.ts'
import { AdAccountId, BrandId, MetaConnectionId } from '../domain/ids.ts'
import { MetaCheck } from '../domain/meta-check.ts'
import { MetaConnectionState, MetaProblem, MetaTokenKind, PollMinutes } from '../domain/meta-connection.ts'
import { admins, Cursor, managers, PageSize, page, signedIn } from './procedure.ts'

export const AdAccount = z.object({
  id: AdAccountId,
  /** Meta's own, with the `act_` before it. */
  externalId: z.string(),
  name: z.string(),
  currency: z.string(),
})
export type AdAccount = z.infer<typeof AdAccount>

/** A brand's page at Meta. No token is in here, and none ever comes out. */
export const MetaConnection = z.object({
  id: MetaConnectionId,
  version: z.number(),
  brandId: BrandId,
  pageId: z.string(),
  pageName: z.string(),
  tokenKind: MetaTokenKind,
  appId: z.string().nullable(),
  hasAppSecret: z.boolean(),
  pollMinutes: z.number(),
  state: MetaConnectionState,
  scopes: z.array(z.string()),
  /** Null: never. */
  expiresAt: z.number().nullable(),
  dataAccessExpiresAt: z.number().nullable(),
  checkedAt: z.number().nullable(),
  problem: MetaProblem.nullable(),
  adAccounts: z.array(AdAccount),
})
export type MetaConnection = z.infer<typeof MetaConnection>

/** How a connection stands, for everybody: no ids at Meta, no permissions. */
export const MetaHealth = z.object({
  id: MetaConnectionId,
  brandName: z.string(),
  state: MetaConnectionState,
  problem: z.object({ kind: MetaProblem.shape.kind, reason: LoginReason.nullable() }).nullable(),
  /** The sooner end of the token and of what it may read; null: neither ends. */
  endsAt: z.number().nullable(),
})
export type MetaHealth = z.infer<typeof MetaHealth>

/** What the office pastes. It is parsed here, kept sealed, and never leaves the core again. */
const credentials = {
  token: z.string().trim().min(20).max(2_000).regex(/^\S+$/u),
  appId: z
    .string()
    .trim()
    .regex(/^\d{5,30}$/u)
    .nullable()
    .default(null),
  appSecret: z.string().trim().min(8).max(200).nullable().default(null),
}
const refused = {
  /** Meta said no, or could not be asked. */
  META_REFUSED: { data: z.object({ problem: MetaProblem }) },
  /** The token was made for another app than the one that was named. */
  OTHER_APP: { data: z.object({ appId: z.string() }) },
}

export const FoundPage = z.object({
  id: z.string(),
  name: z.string(),
  /** False: its leads are not for whom the token belongs to. Null: Meta does not say. */
  canReadLeads: z.boolean().nullable(),
  /** The brand that it is connected to already. */
  takenBy: z.string().nullable(),
})
export type FoundPage = z.infer<typeof FoundPage>

export const FoundAdAccount = AdAccount.omit({ id: true })
export type FoundAdAccount = z.infer<typeof FoundAdAccount>

export const FoundAtMeta = z.object({
  /** Whose token it is, as Meta calls them. */
  ownerName: z.string(),
  tokenKind: MetaTokenKind,
  /** It would end within hours, and can be made to last with the app's id and secret. */
  isShortLived: z.boolean(),
  expiresAt: z.number().nullable(),
  dataAccessExpiresAt: z.number().nullable(),
  missingPermissions: z.array(z.string()),
  pages: z.array(FoundPage),
  adAccounts: z.array(FoundAdAccount),
})
export type FoundAtMeta = z.infer<typeof FoundAtMeta>

/** One request to Meta: no token, no parameter, no answer. */
export const MetaRequest = z.object({
  id: z.string(),
  at: z.number(),
  durationMs: z.number(),
  method: z.enum(['GET', 'POST', 'DELETE']),
  path: z.string(),
  attempt: z.number(),
  problem: GraphProblemKind.nullable(),
  status: z.number().nullable(),
  code: z.number().nullable(),
  subcode: z.number().nullable(),
  traceId: z.string().nullable(),
  usagePercent: z.number().nullable(),
  usageOf: z.string().nullable(),
})
export type MetaRequest = z.infer<typeof MetaRequest>

const one = z.object({ id: MetaConnectionId })
const adAccountIds = z.array(z.string().regex(/^act_\d{1,30}$/u)).max(50)

export const meta = {
  connections: managers.output(z.array(MetaConnection)),
  health: signedIn.output(z.array(MetaHealth)),
  /** What a token opens, before anything is kept. */
  look: admins.input(z.object(credentials)).output(FoundAtMeta).errors(refused),
  /** Connects a brand, or connects it again: what it fetched before is known then. */
  connect: admins
    .input(
      one.extend({
        brandId: BrandId,
        pageId: z.string().regex(/^\d{1,30}$/u),
        adAccountIds,
        pollMinutes: PollMinutes,
        ...credentials,
      }),
    )
    .output(MetaConnection)
    .errors({ ...refused, PAGE_TAKEN: { data: z.object({ brandName: z.string() }) }, PAGE_NOT_FOUND: {} }),
  replaceToken: admins
    .input(one.extend(credentials))
    .output(MetaConnection)
    .errors({ ...refused, PAGE_NOT_FOUND: {} }),
  setPollMinutes: admins.input(one.extend({ version: z.number(), pollMinutes: PollMinutes })).output(MetaConnection),
  /** What may be chosen from, asked of Meta now. */
  findAdAccounts: admins.input(one).output(z.array(FoundAdAccount)).errors(refused),
  chooseAdAccounts: admins.input(one.extend({ adAccountIds })).output(MetaConnection).errors(refused),
  /** Row C4. Says what is missing, in the order in which it has to be mended; a problem that is over is over afterwards. */
  test: managers.input(one).output(z.object({ isWorking: z.boolean(), at: z.number(), checks: z.array(MetaCheck) })),
  /** Forgets its tokens. Leads, forms and what came in stay. */
  disconnect: admins.input(one).output(MetaConnection),
  /** The newest first, of the last days. */
  requests: managers
    .input(
      z.object({
        onlyFailed: z.boolean().default(false),
        cursor: Cursor.nullable().default(null),
        limit: PageSize.default(50),
      }),
    )
    .output(page(MetaRequest)),
}
