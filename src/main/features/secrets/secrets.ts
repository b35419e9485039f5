import { eq } from 'drizzle-orm'
import type { Db } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import { secrets } from './schema.ts'
import type { SecretBox } from './secret-box.ts'

/** Named secrets (tokens, passwords). The handle comes first, so that a secret can be kept in the caller's transaction. */
export interface Secrets {
  readonly state: SecretBox['state']
  /** Undefined when there is none by that name. Throws SecretsLocked or CannotOpenSecret. */
  get(db: Db, name: string): string | undefined
  has(db: Db, name: string): boolean
  set(db: Db, name: string, value: string): void
  delete(db: Db, name: string): void
}

export function createSecrets({ box, clock }: { box: SecretBox; clock: Clock }): Secrets {
  const contextOf = (name: string) => `secret:${name}`
  return {
    get state() {
      return box.state
    },
    get(db, name) {
      const row = db.select({ sealed: secrets.sealed }).from(secrets).where(eq(secrets.name, name)).get()
      return row && box.open(row.sealed, contextOf(name)).toString('utf8')
    },
    has(db, name) {
      return db.select({ name: secrets.name }).from(secrets).where(eq(secrets.name, name)).get() !== undefined
    },
    set(db, name, value) {
      const row = { sealed: box.seal(value, contextOf(name)), updatedAt: clock.now() }
      db.insert(secrets)
        .values({ name, ...row })
        .onConflictDoUpdate({ target: secrets.name, set: row })
        .run()
    },
    delete(db, name) {
      db.delete(secrets).where(eq(secrets.name, name)).run()
    },
  }
}
