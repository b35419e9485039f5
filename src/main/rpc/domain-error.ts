/**
 * An expected failure: a named value with data that the contract declares and the page words. It is thrown where it is
 * found and mapped once, in `os.ts`. Anything else that is thrown is a bug.
 */
export class DomainError extends Error {
  readonly code: string
  readonly data: Record<string, unknown> | undefined

  constructor(code: string, data?: Record<string, unknown>) {
    super(code)
    this.name = 'DomainError'
    this.code = code
    this.data = data
  }
}

export function notFound(what: string): DomainError {
  return new DomainError('NOT_FOUND', { what })
}

/** The version that the page edited is not the one that is stored any more. */
export function staleEdit(what: string, currentVersion: number): DomainError {
  return new DomainError('CONFLICT', { what, currentVersion })
}
