import type { TableProblemKind } from '#shared/domain/table-file.ts'

/** Why a file of rows cannot be read: something that a person can do something about. */
export class TableProblem extends Error {
  override name = 'TableProblem'
  readonly kind: TableProblemKind

  constructor(kind: TableProblemKind, options?: ErrorOptions) {
    super(kind, options)
    this.kind = kind
  }
}
