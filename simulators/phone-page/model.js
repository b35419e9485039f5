/** @import { TalkLine } from '../whatsapp/talk.ts' */
/** @import { SimulatorEvent } from '../whatsapp/events.ts' */
/** @import { Contact, SimulatorState } from './simulator.js' */
import { listen, readState, readTalk } from './simulator.js'

/** A "typing" that nobody takes back is forgotten, as phones do. */
const TYPING_LASTS_MS = 15_000

/**
 * What the page shows, and nothing else. Asked for anew when the simulator says that something happened.
 */
export const model = {
  /** @type {SimulatorState | null} */
  state: null,
  isLive: false,
  /** @type {string | null} the contact whose chat is open */
  selected: null,
  /** @type {Map<string, TalkLine[]>} */
  chats: new Map(),
  /** @type {Map<string, number>} */
  unread: new Map(),
  /** @type {Map<string, ReturnType<typeof setTimeout>>} contacts to whom the office is writing */
  officeTypes: new Map(),
}

/** @type {Set<() => void>} */
const listeners = new Set()
let isAnnounced = false

/** @param {() => void} listener */
export function onChange(listener) {
  listeners.add(listener)
}

/** Many changes at once are drawn once. */
function changed() {
  if (isAnnounced) return
  isAnnounced = true
  queueMicrotask(() => {
    isAnnounced = false
    for (const listener of listeners) listener()
  })
}

/** @returns {Contact | undefined} */
export function selectedContact() {
  return model.state?.contacts.find(({ id }) => id === model.selected)
}

/** @param {string} contact */
export function select(contact) {
  model.selected = contact
  model.unread.delete(contact)
  changed()
}

export async function refresh() {
  const state = await readState()
  model.state = state
  model.selected ??= state.contacts[0]?.id ?? null
  await Promise.all(state.contacts.filter(({ id }) => !model.chats.has(id)).map(({ id }) => refreshChat(id)))
  changed()
}

/** @param {string} contact */
async function refreshChat(contact) {
  model.chats.set(contact, await readTalk(contact))
  changed()
}

export function startListening() {
  listen(hear, isLive => {
    model.isLive = isLive
    changed()
    if (!isLive) return
    // Whatever happened while nobody listened is asked for.
    model.chats.clear()
    void refresh()
  })
}

/** @param {SimulatorEvent} event */
function hear(event) {
  switch (event.type) {
    case 'contact':
      void refresh()
      return
    case 'message-to-contact':
      stopTyping(event.contact)
      if (event.arrivals === 1 && event.contact !== model.selected) {
        model.unread.set(event.contact, (model.unread.get(event.contact) ?? 0) + 1)
      }
      void refreshChat(event.contact)
      return
    case 'message-from-contact':
    case 'receipt':
      void refreshChat(event.contact)
      return
    case 'presence':
      hearPresence(event.state, event.to)
      return
    default:
      void refresh()
  }
}

/** @param {string} state @param {string | null} to */
function hearPresence(state, to) {
  const user = to?.split('@')[0]
  const contact = model.state?.contacts.find(({ phoneNumber, lid }) => user === phoneNumber || user === lid)
  if (!contact) return
  stopTyping(contact.id)
  if (state === 'composing') {
    model.officeTypes.set(
      contact.id,
      setTimeout(() => stopTyping(contact.id), TYPING_LASTS_MS),
    )
    changed()
  }
}

/** @param {string} contact */
function stopTyping(contact) {
  clearTimeout(model.officeTypes.get(contact))
  if (model.officeTypes.delete(contact)) changed()
}
