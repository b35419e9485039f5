import type { MetaConnectionId } from '#shared/domain/ids.ts'
import type { Db } from '../../db/database.ts'
import type { SecretBox } from '../secrets/secret-box.ts'
import type { Secrets } from '../secrets/secrets.ts'

/** What a connection asks Meta with. */
export interface ConnectionTokens {
  /** The page's own: for its forms and leads. */
  page: string
  /** The person's or the system user's, for ad accounts; null where only the page's was given. */
  given: string | null
  appSecret: string | null
}

const pageName = (id: MetaConnectionId) => `meta.page-token.${id}`
const givenName = (id: MetaConnectionId) => `meta.given-token.${id}`
const appSecretName = (id: MetaConnectionId) => `meta.app-secret.${id}`

/** The one place where tokens of Meta are sealed and opened. */
export function createTokenStore({
  secrets,
  secretBox,
}: {
  secrets: Secrets
  secretBox: Pick<SecretBox, 'isUnreadable'>
}) {
  return {
    keep(tx: Db, id: MetaConnectionId, { page, given, appSecret }: ConnectionTokens): void {
      secrets.set(tx, pageName(id), page)
      for (const [name, value] of [
        [givenName(id), given],
        [appSecretName(id), appSecret],
      ] as const) {
        if (value === null) secrets.delete(tx, name)
        else secrets.set(tx, name, value)
      }
    },

    /** Undefined where there are none any more: the data came from a backup, or from another PC. */
    open(db: Db, id: MetaConnectionId): ConnectionTokens | undefined {
      try {
        const page = secrets.get(db, pageName(id))
        if (page === undefined) return undefined
        const [given, appSecret] = [secrets.get(db, givenName(id)), secrets.get(db, appSecretName(id))]
        return { page, given: given ?? null, appSecret: appSecret ?? null }
      } catch (error) {
        if (secretBox.isUnreadable(error)) return undefined
        throw error
      }
    },

    forget(tx: Db, id: MetaConnectionId): void {
      for (const name of [pageName(id), givenName(id), appSecretName(id)]) secrets.delete(tx, name)
    },

    hasAppSecret(db: Db, id: MetaConnectionId): boolean {
      return secrets.has(db, appSecretName(id))
    },
  }
}
export type TokenStore = ReturnType<typeof createTokenStore>
