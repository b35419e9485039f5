import { createHash, createHmac } from 'node:crypto'

/**
 * A token, with what belongs to it. Neither can be read from outside this file, so that no log, no JSON and no error can carry them
 * by accident.
 */
export class GraphAccess {
  readonly #token: string
  readonly #appSecret: string | undefined
  #isNobody = false
  /** Under which requests are counted together where Meta counts by app. Tells nothing of the token. */
  readonly countedAs: string

  constructor({ token, appId, appSecret }: { token: string; appId?: string | null; appSecret?: string | undefined }) {
    this.#token = token
    this.#appSecret = appSecret
    this.countedAs = appId ? `app:${appId}` : `token:${createHash('sha256').update(token).digest('hex').slice(0, 16)}`
  }

  /** For the one question that is asked with an app's id and secret as parameters. */
  static nobody(appId: string): GraphAccess {
    const access = new GraphAccess({ token: appId, appId })
    access.#isNobody = true
    return access
  }

  /** In the header, where it stands in no server's log of addresses. */
  get authorization(): string | undefined {
    return this.#isNobody ? undefined : `Bearer ${this.#token}`
  }

  /** Proves to Meta that the app itself asks. Undefined where the app's secret is not known. */
  get appsecretProof(): string | undefined {
    return this.#appSecret === undefined
      ? undefined
      : createHmac('sha256', this.#appSecret).update(this.#token).digest('hex')
  }
}
