/** @import { Contact } from './simulator.js' */
import { h } from './dom.js'
import { attempt } from './notice.js'
import { call } from './simulator.js'
import { say } from './words.js'

/** What the office learns of this phone: whether it is reached, and which ticks it gives. */
export function attention() {
  /** @type {Contact | null} */
  let contact = null
  const receipts = h(
    'select',
    { 'aria-label': say('ticks'), title: say('ticks'), onchange: change },
    h('option', { value: 'read' }, say('ticksRead')),
    h('option', { value: 'delivered' }, say('ticksDelivered')),
    h('option', { value: 'none' }, say('ticksNone')),
  )
  const readNow = h('button', { type: 'button', onclick: read }, say('readNow'))
  const flight = h('button', { type: 'button', onclick: fly, title: say('flightModeHint') }, `✈ ${say('flightMode')}`)

  function change() {
    const value = /** @type {'read' | 'delivered' | 'none'} */ (receipts.value)
    return update({ behaviour: { receipts: value } })
  }

  function read() {
    const { id = '' } = contact ?? {}
    return attempt(() => call('readNow', { contact: id }))
  }

  function fly() {
    return update({ isInFlightMode: !contact?.isInFlightMode })
  }

  /** @param {Omit<Parameters<typeof call<'updateContact'>>[1], 'contact'>} changes */
  function update(changes) {
    const { id = '' } = contact ?? {}
    return attempt(() => call('updateContact', { contact: id, ...changes }))
  }

  return {
    element: h('div', { class: 'attention' }, receipts, readNow, flight),
    /** @param {Contact} next */
    update(next) {
      contact = next
      receipts.value = next.behaviour.receipts
      readNow.hidden = next.behaviour.receipts !== 'delivered'
      flight.setAttribute('aria-pressed', String(next.isInFlightMode))
    },
  }
}
