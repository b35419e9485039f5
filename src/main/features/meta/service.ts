import type { FoundAdAccount, FoundAtMeta, MetaConnection, MetaHealth } from '#shared/contract/meta.ts'
import type { BrandId, MetaConnectionId, StaffId } from '#shared/domain/ids.ts'
import type { MetaCheck } from '#shared/domain/meta-check.ts'
import { soonerOf } from '#shared/domain/meta-connection.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import { GraphAccess } from '../../graph/graph-access.ts'
import { GraphError, silentProblem } from '../../graph/graph-problem.ts'
import { listGraphRequests } from '../../graph/list-requests.ts'
import type { Clock } from '../../ports/clock.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, recordAudit } from '../audit/audit.ts'
import type { MetaAdAccount, MetaQuestions, TokenFacts } from './ask-meta.ts'
import { testConnection } from './connection-test.ts'
import { type MetaConnections, toMetaProblem } from './connections.ts'
import { type Credentials, type LookedAt, lookAtToken, missingPermissions } from './look-at-token.ts'
import type { MetaNotices } from './notices.ts'
import {
  findBrandName,
  findConnection,
  findConnectionOfBrand,
  insertConnection,
  listAdAccounts,
  listConnections,
  listTakenPages,
  type MetaConnectionRow,
  setAdAccounts,
  updateConnection,
} from './queries.ts'
import type { TokenStore } from './tokens.ts'

interface Wanted extends Credentials {
  id: MetaConnectionId
  brandId: BrandId
  pageId: string
  adAccountIds: readonly string[]
  pollMinutes: number
}

/** Connecting the office's brands to their pages at Meta (rows C1, C9, C22, C28–C31): what it takes, tested and told in words. */
export function createMetaService({
  db,
  clock,
  events,
  tokens,
  connections,
  questions,
  notices,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  tokens: TokenStore
  connections: MetaConnections
  questions: MetaQuestions
  notices: MetaNotices
}) {
  const { get } = connections

  function show(connection: MetaConnectionRow): MetaConnection {
    const { warnedDays: _, createdAt: __, updatedAt: ___, ...shown } = connection
    return {
      ...shown,
      hasAppSecret: tokens.hasAppSecret(db, connection.id),
      adAccounts: listAdAccounts(db, connection.id),
    }
  }

  /** No token and no secret ever stands in the log, only that it is another. */
  function noteChange(tx: Db, entry: Omit<AuditRecord, 'subjectKind'>): void {
    recordAudit(tx, clock, { subjectKind: 'meta_connection', ...entry })
    afterCommit(tx, () => events.publish({ type: 'meta.changed' }))
  }

  /** What Meta refuses is said to the person, with its own words where it has some. */
  async function asking<Answer>(work: Promise<Answer>): Promise<Answer> {
    try {
      return await work
    } catch (error) {
      if (error instanceof GraphError)
        throw new DomainError('META_REFUSED', { problem: toMetaProblem(error.problem, clock.now()) })
      throw error
    }
  }

  function openTokens(id: MetaConnectionId) {
    const opened = tokens.open(db, id)
    if (opened) return opened
    const problem = toMetaProblem({ ...silentProblem(null), kind: 'needs-login', reason: 'unknown' }, clock.now())
    throw new DomainError('META_REFUSED', { problem: { ...problem, kind: 'token-missing', reason: null } })
  }

  function toFoundAccount({ id, name, currency }: MetaAdAccount): FoundAdAccount {
    return { externalId: id, name: name || id, currency }
  }

  function chosenAccounts(found: readonly MetaAdAccount[], ids: readonly string[]) {
    return found
      .filter(({ id }) => ids.includes(id))
      .map(account => ({ ...toFoundAccount(account), timeZone: account.timezone_name }))
  }

  /** The page's own token, and the one that it came from where there is another. */
  function tokensOf(looked: LookedAt, pageId: string, appSecret: string | null) {
    const page = looked.pages.find(({ id }) => id === pageId)
    if (page?.access_token === undefined) throw new DomainError('PAGE_NOT_FOUND')
    const given = looked.facts.kind === 'page' ? null : looked.token
    return { pageName: page.name, kept: { page: page.access_token, given, appSecret } }
  }

  function columnsOf({ kind, appId, scopes, expiresAt, dataAccessExpiresAt }: TokenFacts) {
    const now = clock.now()
    const ends = { expiresAt, dataAccessExpiresAt, warnedDays: null, checkedAt: now }
    return { tokenKind: kind, appId, scopes, ...ends, state: 'connected' as const, problem: null }
  }

  return {
    async list(): Promise<MetaConnection[]> {
      return listConnections(db).map(show)
    },

    async health(): Promise<MetaHealth[]> {
      return listConnections(db)
        .filter(({ state }) => state !== 'disconnected')
        .map(({ id, brandId, state, problem, expiresAt, dataAccessExpiresAt }) => ({
          id,
          brandName: findBrandName(db, brandId),
          state,
          problem: problem && { kind: problem.kind, reason: problem.reason },
          endsAt: soonerOf(expiresAt, dataAccessExpiresAt),
        }))
    },

    async look(given: Credentials): Promise<FoundAtMeta> {
      const { facts, ownerName, isShortLived, pages, adAccounts } = await asking(
        lookAtToken(questions, given, clock.now()),
      )
      const taken = new Map(listTakenPages(db).map(({ pageId, brandName }) => [pageId, brandName]))
      return {
        ownerName,
        tokenKind: facts.kind,
        isShortLived,
        expiresAt: facts.expiresAt,
        dataAccessExpiresAt: facts.dataAccessExpiresAt,
        missingPermissions: missingPermissions(facts.scopes),
        pages: pages.map(({ id, name, has_lead_access: access }) => ({
          id,
          name: name || id,
          canReadLeads: access?.can_access_lead ?? null,
          takenBy: taken.get(id) ?? null,
        })),
        adAccounts: adAccounts.map(toFoundAccount),
      }
    },

    async connect(by: StaffId, wanted: Wanted): Promise<MetaConnection> {
      const { brandId, pageId, pollMinutes } = wanted
      const looked = await asking(lookAtToken(questions, wanted, clock.now()))
      const { pageName, kept } = tokensOf(looked, pageId, wanted.appSecret)
      const id = transact(db, tx => {
        if (findBrandName(tx, brandId) === '') throw notFound('brand')
        const other = listTakenPages(tx).find(taken => taken.pageId === pageId && taken.brandId !== brandId)
        if (other) throw new DomainError('PAGE_TAKEN', { brandName: other.brandName })
        const before = findConnectionOfBrand(tx, brandId)
        const connectionId = before?.id ?? wanted.id
        const columns = { pageId, pageName, pollMinutes, ...columnsOf(looked.facts) }
        if (before) updateConnection(tx, connectionId, columns, clock.now())
        else insertConnection(tx, { id: connectionId, brandId, ...columns }, clock.now())
        tokens.keep(tx, connectionId, kept)
        setAdAccounts(tx, connectionId, chosenAccounts(looked.adAccounts, wanted.adAccountIds), clock.now())
        const after = { pageId, pageName, pollMinutes, adAccounts: wanted.adAccountIds }
        noteChange(tx, { staffId: by, action: 'meta_connection.connected', subjectId: connectionId, after })
        return connectionId
      })
      notices.withdraw()
      return show(get(id))
    },

    async replaceToken(by: StaffId, { id, ...given }: Credentials & { id: MetaConnectionId }): Promise<MetaConnection> {
      const { pageId } = get(id)
      const looked = await asking(lookAtToken(questions, given, clock.now()))
      const { pageName, kept } = tokensOf(looked, pageId, given.appSecret)
      transact(db, tx => {
        tokens.keep(tx, id, kept)
        updateConnection(tx, id, { pageName, ...columnsOf(looked.facts) }, clock.now())
        noteChange(tx, { staffId: by, action: 'meta_connection.token_replaced', subjectId: id })
      })
      notices.withdraw()
      return show(get(id))
    },

    async setPollMinutes(
      by: StaffId,
      { id, version, pollMinutes }: { id: MetaConnectionId; version: number; pollMinutes: number },
    ): Promise<MetaConnection> {
      transact(db, tx => {
        const before = findConnection(tx, id)
        if (!before) throw notFound('metaConnection')
        if (before.version !== version) throw staleEdit('metaConnection', before.version)
        if (before.pollMinutes === pollMinutes) return
        updateConnection(tx, id, { pollMinutes }, clock.now())
        const change = { before: { pollMinutes: before.pollMinutes }, after: { pollMinutes } }
        noteChange(tx, { staffId: by, action: 'meta_connection.updated', subjectId: id, ...change })
      })
      return show(get(id))
    },

    async findAdAccounts(id: MetaConnectionId): Promise<FoundAdAccount[]> {
      return (await asking(adAccountsOf(id))).map(toFoundAccount)
    },

    async chooseAdAccounts(
      by: StaffId,
      { id, adAccountIds }: { id: MetaConnectionId; adAccountIds: readonly string[] },
    ): Promise<MetaConnection> {
      const found = adAccountIds.length === 0 ? [] : await asking(adAccountsOf(id))
      transact(db, tx => {
        if (!findConnection(tx, id)) throw notFound('metaConnection')
        const before = { adAccounts: listAdAccounts(tx, id).map(({ externalId }) => externalId) }
        setAdAccounts(tx, id, chosenAccounts(found, adAccountIds), clock.now())
        const after = { adAccounts: listAdAccounts(tx, id).map(({ externalId }) => externalId) }
        noteChange(tx, { staffId: by, action: 'meta_connection.updated', subjectId: id, before, after })
      })
      return show(get(id))
    },

    /** Also for a connection that needs a new token: a token that lives again (a checkpoint that was passed) connects it again. */
    async test(by: StaffId, id: MetaConnectionId): Promise<{ isWorking: boolean; at: number; checks: MetaCheck[] }> {
      const connection = get(id)
      const opened = connection.state === 'disconnected' ? undefined : tokens.open(db, id)
      const at = clock.now()
      if (!opened) {
        const missing = toMetaProblem({ ...silentProblem(null), kind: 'needs-login', reason: 'unknown' }, at)
        const problem = { ...missing, kind: 'token-missing' as const, reason: null }
        return {
          isWorking: false,
          at,
          checks: [{ name: 'token', outcome: 'failed', subject: null, count: null, problem }],
        }
      }
      const adAccounts = listAdAccounts(db, id)
      const { checks, facts, problem } = await testConnection({
        questions,
        connection,
        tokens: opened,
        adAccounts,
        now: at,
      })
      const hasEnded = problem?.kind === 'needs-login'
      transact(db, tx => {
        if (facts && !hasEnded) {
          const { warnedDays: _, ...columns } = columnsOf(facts)
          updateConnection(tx, id, { ...columns, problem: problem ?? null }, at)
          if (connection.state === 'needs-login') afterCommit(tx, () => notices.withdraw())
        } else if (problem) connections.takeProblem(tx, id, problem)
        noteChange(tx, { staffId: by, action: 'meta_connection.tested', subjectId: id })
      })
      return { isWorking: checks.every(({ outcome }) => outcome !== 'failed'), at, checks }
    },

    async disconnect(by: StaffId, id: MetaConnectionId): Promise<MetaConnection> {
      transact(db, tx => {
        const before = findConnection(tx, id)
        if (!before) throw notFound('metaConnection')
        tokens.forget(tx, id)
        if (before.state === 'disconnected') return
        const nothing = { problem: null, expiresAt: null, dataAccessExpiresAt: null, warnedDays: null, scopes: [] }
        updateConnection(tx, id, { state: 'disconnected', ...nothing }, clock.now())
        noteChange(tx, { staffId: by, action: 'meta_connection.disconnected', subjectId: id })
      })
      notices.withdraw()
      return show(get(id))
    },

    async requests(asked: { onlyFailed: boolean; cursor: string | null; limit: number }) {
      return listGraphRequests(db, asked)
    },
  }

  async function adAccountsOf(id: MetaConnectionId): Promise<MetaAdAccount[]> {
    const { appId } = get(id)
    const { given, page, appSecret } = openTokens(id)
    // A page has no ad accounts of its own.
    if (given === null) return []
    return questions.adAccountsOf(new GraphAccess({ token: given ?? page, appId, appSecret: appSecret ?? undefined }))
  }
}
export type MetaService = ReturnType<typeof createMetaService>
