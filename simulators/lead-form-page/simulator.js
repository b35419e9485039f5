/** @import { VerbInput, VerbName, VerbOutput } from '../graph/control-verbs.ts' */
/** @import { describeState } from '../graph/control-server.ts' */
/** @import { SimulatorEvent } from '../graph/events.ts' */

/** @typedef {ReturnType<typeof describeState>} GraphState */
/** @typedef {GraphState['forms'][number]} Form */

/**
 * @template {VerbName} Name
 * @param {Name} name
 * @param {VerbInput<Name>} input
 * @returns {Promise<VerbOutput<Name>>}
 */
export function call(name, input) {
  return ask(`/verbs/${name}`, { method: 'POST', body: JSON.stringify(input) })
}

/** @returns {Promise<GraphState>} */
export const readState = () => ask('/state')

/** @param {(event: SimulatorEvent) => void} onEvent */
export function listen(onEvent) {
  new EventSource('/events').addEventListener('message', ({ data }) => onEvent(JSON.parse(data)))
}

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init) {
  const response = await fetch(path, init)
  const body = await response.json()
  if (!response.ok) throw new Error(body.error)
  return body
}
