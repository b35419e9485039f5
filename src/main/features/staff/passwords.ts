import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'

/** What one hash costs. It stands in each hash, so that it can be raised: the next sign-in writes the hash anew. */
export interface PasswordCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** OWASP's first choice for scrypt: 128 MB and some tenths of a second a try. */
export const PASSWORD_COST: PasswordCost = { N: 2 ** 17, r: 8, p: 1 }

const SALT_LENGTH = 16
const HASH_LENGTH = 32
const STORED = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w+/=]+)\$([\w+/=]+)$/

export interface Passwords {
  hash(password: string): Promise<string>
  /**
   * `isOutdated` asks for a new hash at today's cost. With nothing stored (nobody by that e-mail) it is wrong, after as much work
   * as any other try.
   */
  verify(password: string, stored: string | undefined): Promise<{ isRight: boolean; isOutdated: boolean }>
}

export function createPasswords(cost: PasswordCost = PASSWORD_COST): Passwords {
  // One at a time: a burst of tries must not take 128 MB each.
  let previous: Promise<unknown> = Promise.resolve()

  function derive(password: string, salt: Buffer, length: number, at: PasswordCost): Promise<Buffer> {
    const derived = previous.then(() => deriveKey(password, salt, length, at))
    previous = derived.catch(() => {})
    return derived
  }

  return {
    async hash(password) {
      const salt = randomBytes(SALT_LENGTH)
      const hash = await derive(password, salt, HASH_LENGTH, cost)
      return ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64'), hash.toString('base64')].join('$')
    },

    async verify(password, stored) {
      if (stored === undefined) {
        await derive(password, randomBytes(SALT_LENGTH), HASH_LENGTH, cost)
        return { isRight: false, isOutdated: false }
      }
      const { salt, hash, ...storedCost } = parseStored(stored)
      const derived = await derive(password, salt, hash.length, storedCost)
      const isOutdated = storedCost.N !== cost.N || storedCost.r !== cost.r || storedCost.p !== cost.p
      return { isRight: timingSafeEqual(derived, hash), isOutdated }
    },
  }
}

function parseStored(stored: string): PasswordCost & { salt: Buffer; hash: Buffer } {
  const [, N, r, p, salt = '', hash = ''] = STORED.exec(stored) ?? []
  if (!hash) throw new Error('A stored password hash cannot be read')
  return {
    N: Number(N),
    r: Number(r),
    p: Number(p),
    salt: Buffer.from(salt, 'base64'),
    hash: Buffer.from(hash, 'base64'),
  }
}

function deriveKey(password: string, salt: Buffer, length: number, { N, r, p }: PasswordCost): Promise<Buffer> {
  // scrypt needs 128·N·r bytes and a little more; Node refuses above 32 MB unless it is told so.
  const options: ScryptOptions = { N, r, p, maxmem: 256 * N * r }
  return new Promise((resolve, reject) => {
    // "ş" may come as one character or as two, depending on the keyboard.
    scrypt(password.normalize('NFKC'), salt, length, options, (error, key) => (error ? reject(error) : resolve(key)))
  })
}
