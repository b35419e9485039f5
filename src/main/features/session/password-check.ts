import type { StaffId } from '#shared/domain/ids.ts'
import { type Db, transact } from '../../db/database.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Passwords } from '../staff/passwords.ts'
import { tooManyTries, wrongPassword } from './errors.ts'
import { type CredentialsRow, findCredentials, findCredentialsByEmail, updateCredentials } from './queries.ts'
import { mustWaitUntil, NO_TRIES, spendTry, type Tries } from './tries.ts'

/** How many unknown e-mails are remembered; the longest forgotten ones go first. */
const REMEMBERED_UNKNOWN_EMAILS = 1_000

/**
 * Answers whether somebody knows a password, slower and slower. An e-mail that nobody here has is treated in every way like one
 * with another password, so that trying tells nothing about who works here.
 */
export function createPasswordCheck({ db, clock, passwords }: { db: Db; clock: Clock; passwords: Passwords }) {
  const unknownEmails = new Map<string, Tries>()

  function spendKnown(tx: Db, row: CredentialsRow): Tries {
    const spent = spend(row, clock.now())
    updateCredentials(tx, row.staffId, spent, clock.now())
    return spent
  }

  function spendUnknown(email: string): Tries {
    const spent = spend(unknownEmails.get(email) ?? NO_TRIES, clock.now())
    unknownEmails.delete(email)
    unknownEmails.set(email, spent)
    const [oldest] = unknownEmails.keys()
    if (unknownEmails.size > REMEMBERED_UNKNOWN_EMAILS && oldest !== undefined) unknownEmails.delete(oldest)
    return spent
  }

  async function check(row: CredentialsRow | undefined, spent: Tries, password: string): Promise<StaffId> {
    const { isRight, isOutdated } = await passwords.verify(password, row?.passwordHash)
    if (!row || !isRight) throw wrongPassword(spent)
    const renewedHash = isOutdated ? await passwords.hash(password) : undefined
    const isAccepted = transact(db, tx => {
      // Hashing took a while: in the meantime somebody may have deactivated the person or set another password.
      const now = findCredentials(tx, row.staffId)
      if (!now?.isActive || now.passwordHash !== row.passwordHash) return false
      updateCredentials(tx, row.staffId, { ...NO_TRIES, passwordHash: renewedHash ?? row.passwordHash }, clock.now())
      return true
    })
    if (!isAccepted) throw wrongPassword(spent)
    return row.staffId
  }

  return {
    async ofEmail(email: string, password: string): Promise<StaffId> {
      const { row, spent } = transact(db, tx => {
        const found = findCredentialsByEmail(tx, email)
        return { row: found, spent: found ? spendKnown(tx, found) : spendUnknown(email) }
      })
      return check(row, spent, password)
    },

    async ofStaff(staffId: StaffId, password: string): Promise<StaffId> {
      const { row, spent } = transact(db, tx => {
        const found = findCredentials(tx, staffId)
        return { row: found, spent: found ? spendKnown(tx, found) : NO_TRIES }
      })
      return check(row, spent, password)
    },
  }
}

function spend(tries: Tries, now: number): Tries {
  const retryAt = mustWaitUntil(tries, now)
  if (retryAt !== null) throw tooManyTries(retryAt)
  return spendTry(tries, now)
}
