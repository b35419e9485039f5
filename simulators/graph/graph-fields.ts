import { readFileSync } from 'node:fs'
import { z } from 'zod'

/**
 * What Meta knows: fields of its nodes, values of its enums, parameters of its calls. `graph-fields.json` was read out of Meta's own SDKs
 * of v26.0 (its `_meta` names them); the simulator refuses whatever does not stand there.
 */
const GraphFields = z.object({
  Page: z.array(z.string()),
  LeadgenForm: z.array(z.string()),
  Lead: z.array(z.string()),
  AdAccount: z.array(z.string()),
  Campaign: z.array(z.string()),
  AdSet: z.array(z.string()),
  Ad: z.array(z.string()),
  AdsInsights: z.array(z.string()),
  enums: z.record(z.string(), z.union([z.array(z.string()), z.unknown()])),
  _params: z.record(z.string(), z.record(z.string(), z.string())),
})

const read = GraphFields.parse(JSON.parse(readFileSync(new URL('./graph-fields.json', import.meta.url), 'utf8')))

export type NodeType =
  | 'Page'
  | 'LeadgenForm'
  | 'Lead'
  | 'AdAccount'
  | 'Campaign'
  | 'AdSet'
  | 'Ad'
  | 'AdsInsights'
  | 'User'

/** A person who has signed in is no node of the SDKs; these two are all that is asked of them. */
const fieldsOfUser = ['id', 'name']

export function fieldsOf(type: NodeType): readonly string[] {
  return type === 'User' ? fieldsOfUser : read[type]
}

export function enumOf(name: string): readonly string[] {
  const values = read.enums[name]
  if (!Array.isArray(values)) throw new Error(`graph-fields.json has no enum "${name}"`)
  return values as string[]
}

/** The parameters of a call that changes something, named as in the file: `POST /{form-id}`. */
export function parametersOf(call: string): readonly string[] {
  const parameters = read._params[call]
  if (!parameters) throw new Error(`graph-fields.json has no call "${call}"`)
  return Object.keys(parameters)
}
