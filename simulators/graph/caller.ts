import { createHmac } from 'node:crypto'
import { MetaError, needsPermission } from './meta-error.ts'
import type { App, GraphWorld, Page, Person, Token } from './world.ts'

/** Whose token a request carries, and what that may. */
export class Caller {
  readonly world: GraphWorld
  readonly token: Token
  readonly app: App
  readonly person: Person

  constructor(world: GraphWorld, token: Token, app: App, person: Person) {
    this.world = world
    this.token = token
    this.app = app
    this.person = person
  }

  has(permission: string): boolean {
    return this.token.scopes.includes(permission)
  }

  demand(...permissions: string[]): void {
    const lacking = permissions.find(permission => !this.has(permission))
    if (lacking !== undefined) throw needsPermission(lacking)
    const { dataAccessExpiresAt } = this.token
    if (dataAccessExpiresAt > 0 && dataAccessExpiresAt <= this.world.seconds())
      throw new MetaError({ code: 10, message: '(#10) The data access of this user has expired' })
  }

  /** Forms and leads are given to a token of their page only. */
  demandPageToken(page: Page): void {
    if (this.token.type !== 'PAGE')
      throw new MetaError({ code: 190, message: '(#190) This method must be called with a Page Access Token' })
    if (this.token.pageId !== page.id) throw needsPermission('pages_manage_ads')
  }

  demandLeadAccess(page: Page): void {
    this.demand('leads_retrieval')
    if (!this.canAccessLeads(page))
      throw new MetaError({
        code: 200,
        message:
          '(#200) User does not have sufficient access to the leads of this page. Leads Access Manager is enabled',
        userTitle: 'Potansiyel Müşteri Erişimi',
        userMessage: 'Bu Sayfanın potansiyel müşterilerine erişiminiz yok.',
      })
  }

  tasksOn(page: Page): string[] {
    return this.person.pageTasks.get(page.id) ?? []
  }

  canAccessLeads(page: Page): boolean {
    const hasTask = this.tasksOn(page).some(task => ['ADVERTISE', 'MANAGE', 'MANAGE_LEADS'].includes(task))
    return hasTask && !(page.hasLeadsAccessManager && this.person.lacksLeadAccess.has(page.id))
  }

  /** Ad names are for those with a role on the ad account. */
  seesAdAccount(accountId: string): boolean {
    return this.person.adAccounts.has(accountId) && (this.has('ads_read') || this.has('ads_management'))
  }
}

/** Throws what Meta answers to a token that is missing, unknown, over or not proved. */
export function readCaller(world: GraphWorld, value: string | null, proof: string | null): Caller {
  if (value === null)
    throw new MetaError({ code: 104, message: 'An access token is required to request this resource.' })
  const token = world.tokens.get(value)
  if (!token) throw new MetaError({ code: 190, message: 'Invalid OAuth access token - Cannot parse access token' })
  const app = world.apps.get(token.appId)
  const person = world.people.get(token.personId)
  if (!app || !person) throw new Error('A token without an app or a person')
  const ended = endOf(world, token, person)
  if (ended !== null) throw ended
  checkProof(app, value, proof)
  return new Caller(world, token, app, person)
}

const ENDINGS: Record<number, string> = {
  458: 'Error validating access token: The user has not authorized application.',
  459: 'Error validating access token: The user is enrolled in a blocking, logged-in checkpoint',
  460: 'Error validating access token: The session has been invalidated because the user changed their password or Facebook has changed the session for security reasons.',
  463: 'Error validating access token: Session has expired.',
  464: 'Error validating access token: Sessions for the user are not allowed because the user is not a confirmed user.',
  467: 'Error validating access token: This access token is no longer valid.',
  492: 'Error validating access token: The user must be an administrator, editor, or moderator of the page in order to impersonate it.',
}

/** Null while the token lives. */
export function endOf(world: GraphWorld, token: Token, person: Person): MetaError | null {
  const isExpired = token.expiresAt > 0 && token.expiresAt <= world.seconds()
  const hasLostPage = token.pageId !== null && !person.pageTasks.has(token.pageId)
  const subcode = token.endedBy ?? (isExpired ? 463 : hasLostPage ? 492 : null)
  if (subcode === null) return null
  const message = ENDINGS[subcode]
  return new MetaError({ code: 190, subcode, ...(message !== undefined && { message }) })
}

function checkProof(app: App, token: string, proof: string | null): void {
  if (proof === null) {
    if (app.demandsProof) throw new MetaError({ code: 104 })
    return
  }
  if (proof !== createHmac('sha256', app.secret).update(token).digest('hex'))
    throw new MetaError({ code: 100, message: 'Invalid appsecret_proof provided in the API argument' })
}
