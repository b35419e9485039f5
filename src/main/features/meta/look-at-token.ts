import { NEEDED_PERMISSIONS, USEFUL_PERMISSIONS } from '#shared/domain/meta-check.ts'
import { GraphAccess } from '../../graph/graph-access.ts'
import { GraphError } from '../../graph/graph-problem.ts'
import { DomainError } from '../../rpc/domain-error.ts'
import { endOfToken, type MetaAdAccount, type MetaPage, type MetaQuestions, type TokenFacts } from './ask-meta.ts'

export interface Credentials {
  token: string
  appId: string | null
  appSecret: string | null
}

/** What a pasted token opens. Holds tokens: it never leaves this feature. */
export interface LookedAt {
  facts: TokenFacts
  /** As pasted, or what it was exchanged for. */
  token: string
  isShortLived: boolean
  ownerName: string
  pages: MetaPage[]
  adAccounts: MetaAdAccount[]
}

/** A person's fresh token lives an hour or two. */
const SHORT_LIVED = 24 * 60 * 60_000

/** Asks Meta what a token is and may. Throws a GraphError where Meta says no, and OTHER_APP where the named app is another. */
export async function lookAtToken(questions: MetaQuestions, given: Credentials, now: number): Promise<LookedAt> {
  let { token } = given
  const { appId, appSecret } = given
  let facts = await questions.debugToken(given)
  if (!facts.isValid) throw endOfToken(facts)
  if (appId !== null && facts.appId !== null && appId !== facts.appId)
    throw new DomainError('OTHER_APP', { appId: facts.appId })
  if (facts.kind === 'user' && appId !== null && appSecret !== null) {
    token = await questions.exchange({ token, appId, appSecret })
    facts = await questions.debugToken({ token, appId, appSecret })
  }
  const access = new GraphAccess({ token, appId: facts.appId, appSecret: appSecret ?? undefined })
  const me = await questions.whoAmI(access)
  const pages =
    facts.kind === 'page'
      ? [{ ...(await ownPage(questions, access, me)), access_token: token }]
      : await questions.pagesOf(access)
  return {
    facts,
    token,
    isShortLived: facts.expiresAt !== null && facts.expiresAt - now < SHORT_LIVED,
    ownerName: me.name,
    pages,
    adAccounts: facts.kind === 'page' ? [] : await orNone(questions.adAccountsOf(access)),
  }
}

/** Without the permission to read more of it, a page token still says whose it is. */
async function ownPage(
  questions: MetaQuestions,
  access: GraphAccess,
  me: { id: string; name: string },
): Promise<MetaPage> {
  try {
    return await questions.page(access, me.id)
  } catch (error) {
    if (error instanceof GraphError && error.problem.kind === 'permission') return me
    throw error
  }
}

/** Who may see no ad account has none to choose from; leads come in all the same. */
async function orNone(accounts: Promise<MetaAdAccount[]>): Promise<MetaAdAccount[]> {
  try {
    return await accounts
  } catch (error) {
    if (error instanceof GraphError && ['permission', 'not-found', 'app-not-approved'].includes(error.problem.kind))
      return []
    throw error
  }
}

export function missingPermissions(scopes: readonly string[]): string[] {
  return [...NEEDED_PERMISSIONS, ...USEFUL_PERMISSIONS].filter(permission => !scopes.includes(permission))
}
