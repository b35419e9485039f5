import { type AnyContractProcedure, isContractProcedure } from '@orpc/contract'
import type { z } from 'zod'
import { contract } from '#shared/contract/index.ts'
import type { ProcedureAccess } from '#shared/contract/procedure.ts'

export interface ContractProcedure {
  /** `leads.moveToStage` */
  name: string
  path: string[]
  access: ProcedureAccess
  /** Undefined where nothing is asked for. */
  input: z.ZodType | undefined
}

/** Every procedure of the contract, in its order: what walks them covers a new one without being told. */
export function listContractProcedures(part: object = contract, path: string[] = []): ContractProcedure[] {
  return Object.entries(part).flatMap(([name, value]: [string, object]) =>
    isContractProcedure(value) ? [toProcedure(value, [...path, name])] : listContractProcedures(value, [...path, name]),
  )
}

function toProcedure(procedure: AnyContractProcedure, path: string[]): ContractProcedure {
  const { meta, inputSchema } = procedure['~orpc']
  return {
    name: path.join('.'),
    path,
    access: meta as ProcedureAccess,
    input: inputSchema as z.ZodType | undefined,
  }
}
