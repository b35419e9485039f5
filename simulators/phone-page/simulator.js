/** @import { VerbInput, VerbName, VerbOutput } from '../whatsapp/control-verbs.ts' */
/** @import { describeState } from '../whatsapp/control-server.ts' */
/** @import { SimulatorEvent } from '../whatsapp/events.ts' */
/** @import { TalkLine } from '../whatsapp/talk.ts' */

/** @typedef {ReturnType<typeof describeState>} SimulatorState */
/** @typedef {SimulatorState['contacts'][number]} Contact */

/**
 * @template {VerbName} Name
 * @param {Name} name
 * @param {VerbInput<Name>} input
 * @returns {Promise<VerbOutput<Name>>}
 */
export function call(name, input) {
  return ask(`verbs/${name}`, { method: 'POST', body: JSON.stringify(input) })
}

/** @returns {Promise<SimulatorState>} */
export const readState = () => ask('state')

/** @param {string} contact @returns {Promise<TalkLine[]>} */
export const readTalk = contact => ask(`talk?contact=${encodeURIComponent(contact)}`)

/** Where what came with a message lies, opened. @param {string} contact @param {string} id */
export const mediaAddress = (contact, id) => `media?contact=${encodeURIComponent(contact)}&id=${encodeURIComponent(id)}`

/**
 * Everything that happens in the simulated world, live.
 * @param {(event: SimulatorEvent) => void} onEvent
 * @param {(isLive: boolean) => void} onLive
 */
export function listen(onEvent, onLive) {
  const source = new EventSource('events')
  source.addEventListener('open', () => onLive(true))
  source.addEventListener('error', () => onLive(false))
  source.addEventListener('message', ({ data }) => onEvent(JSON.parse(data)))
}

/** @param {string} path @param {RequestInit} [init] */
async function ask(path, init) {
  const response = await fetch(path, init)
  const body = await response.json()
  if (!response.ok) throw new Error(body.error)
  return body
}
