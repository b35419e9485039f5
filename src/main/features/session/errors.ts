import { DomainError } from '../../rpc/domain-error.ts'
import { FREE_TRIES, type Tries } from './tries.ts'

export const unauthenticated = () => new DomainError('UNAUTHENTICATED')

export const tooManyTries = (retryAt: number) => new DomainError('TOO_MANY_TRIES', { retryAt })

export function wrongPassword({ failedTries, retryAt }: Tries): DomainError {
  if (retryAt !== null) return tooManyTries(retryAt)
  return new DomainError('WRONG_PASSWORD', { triesLeft: FREE_TRIES - failedTries })
}
