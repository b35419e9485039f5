import { type MetaCheck, NEEDED_PERMISSIONS, USEFUL_PERMISSIONS } from '#shared/domain/meta-check.ts'
import type { MetaProblem } from '#shared/domain/meta-connection.ts'
import { GraphAccess } from '../../graph/graph-access.ts'
import { GraphError } from '../../graph/graph-problem.ts'
import { endOfToken, type MetaPage, type MetaQuestions, type TokenFacts } from './ask-meta.ts'
import { toMetaProblem } from './connections.ts'
import type { MetaConnectionRow } from './queries.ts'
import type { ConnectionTokens } from './tokens.ts'

/** Tasks on a page with which Meta gives out its leads. */
const LEAD_TASKS = [
  'ADVERTISE',
  'MANAGE',
  'MANAGE_LEADS',
  'PROFILE_PLUS_ADVERTISE',
  'PROFILE_PLUS_MANAGE_LEADS',
  'PROFILE_PLUS_FULL_CONTROL',
  'PROFILE_PLUS_MANAGE',
]

export interface TestedConnection {
  checks: MetaCheck[]
  /** Undefined when Meta could not be asked, or the token has ended. */
  facts: TokenFacts | undefined
  /** What stands in the way first, if anything does. */
  problem: MetaProblem | undefined
}

/**
 * Looks at everything that leads need, one thing after the other, and goes on after what is missing: a person mends it all at once and
 * not by trying again and again. Only a token that has ended, and a Meta that cannot be asked, end it early.
 */
export async function testConnection({
  questions,
  connection,
  tokens,
  adAccounts,
  now,
}: {
  questions: MetaQuestions
  connection: Pick<MetaConnectionRow, 'pageId' | 'pageName' | 'appId'>
  tokens: ConnectionTokens
  adAccounts: readonly { externalId: string; name: string }[]
  now: number
}): Promise<TestedConnection> {
  const { pageId, appId } = connection
  const appSecret = tokens.appSecret
  const accessWith = (token: string) => new GraphAccess({ token, appId, appSecret: appSecret ?? undefined })
  const page = accessWith(tokens.page)
  const given = tokens.given === null ? undefined : accessWith(tokens.given)
  const checks: MetaCheck[] = []
  const add = (check: Pick<MetaCheck, 'name' | 'outcome'> & Partial<MetaCheck>) =>
    checks.push({ subject: null, count: null, problem: null, ...check })

  let facts: TokenFacts
  try {
    facts = await questions.debugToken({ token: tokens.given ?? tokens.page, appId, appSecret })
    if (!facts.isValid) throw endOfToken(facts)
    if (tokens.given !== null) await questions.whoAmI(page)
  } catch (error) {
    const problem = toMetaProblem(asGraphError(error).problem, now)
    add({ name: 'token', outcome: 'failed', problem })
    return { checks, facts: undefined, problem }
  }
  add({ name: 'token', outcome: 'passed' })

  /** Runs one question; what Meta refuses is a failed check, and the rest goes on. */
  async function ask<Answer>(
    check: Pick<MetaCheck, 'name'> & Partial<MetaCheck>,
    question: Promise<Answer>,
    outcome: (answer: Answer) => Partial<MetaCheck> = () => ({}),
    failed: MetaCheck['outcome'] = 'failed',
  ): Promise<Answer | undefined> {
    try {
      const answer = await question
      add({ outcome: 'passed', ...check, ...outcome(answer) })
      return answer
    } catch (error) {
      add({ ...check, outcome: failed, problem: toMetaProblem(asGraphError(error).problem, now) })
      return undefined
    }
  }

  for (const permission of NEEDED_PERMISSIONS)
    add({
      name: 'permission',
      subject: permission,
      outcome: isGranted(facts, permission, pageId) ? 'passed' : 'failed',
    })
  for (const permission of USEFUL_PERMISSIONS)
    add({ name: 'permission', subject: permission, outcome: facts.scopes.includes(permission) ? 'passed' : 'warning' })

  if (given) {
    await ask({ name: 'page-role' }, questions.pagesOf(given), pages => ({
      outcome: hasLeadRole(pages, pageId) ? 'passed' : 'failed',
    }))
  }
  const own = await ask({ name: 'lead-access' }, questions.page(page, pageId), ({ has_lead_access: access }) => ({
    outcome: access?.can_access_lead === false ? 'failed' : 'passed',
  }))
  if (own?.leadgen_tos_accepted === false) add({ name: 'lead-terms', outcome: 'warning' })
  const forms = await ask({ name: 'forms' }, questions.formsOf(page, pageId), found => {
    const count = found.filter(({ status }) => status === 'ACTIVE').length
    return { count, outcome: count === 0 ? 'warning' : 'passed' }
  })
  const [form] = forms?.toSorted((a, b) => Number(b.status === 'ACTIVE') - Number(a.status === 'ACTIVE')) ?? []
  if (form) await ask({ name: 'leads', subject: form.name }, questions.firstLead(page, pageId, form.id))
  for (const { externalId, name } of adAccounts)
    await ask(
      { name: 'ad-account', subject: name },
      questions.adAccount(given ?? page, externalId),
      undefined,
      'warning',
    )
  return { checks, facts, problem: problemOf(checks, now) }
}

/** What Meta has said counts most; a permission that is missing or a role tells itself. */
function problemOf(checks: readonly MetaCheck[], at: number): MetaProblem | undefined {
  const failed = checks.filter(({ outcome }) => outcome === 'failed')
  const said = failed.find(({ problem }) => problem !== null)?.problem
  if (said || failed.length === 0) return said ?? undefined
  const permissions = failed.flatMap(({ name, subject }) => (name === 'permission' && subject ? [subject] : []))
  return { kind: 'permission', reason: null, code: null, subcode: null, message: null, permissions, at }
}

/** A permission may be given for some pages only. */
function isGranted({ scopes, granular }: TokenFacts, permission: string, pageId: string): boolean {
  if (!scopes.includes(permission)) return false
  const targets = granular.find(({ scope }) => scope === permission)?.target_ids
  return targets === undefined || targets.length === 0 || targets.includes(pageId)
}

function hasLeadRole(pages: readonly MetaPage[], pageId: string): boolean {
  const tasks = pages.find(({ id }) => id === pageId)?.tasks
  return tasks?.some(task => LEAD_TASKS.includes(task)) ?? false
}

function asGraphError(error: unknown): GraphError {
  if (error instanceof GraphError) return error
  throw error
}
