/** @import { Contact } from './simulator.js' */
import { inShort } from './bubble.js'
import { clock } from './clock.js'
import { h, hueOf, initials } from './dom.js'
import { model, refresh, select } from './model.js'
import { newCustomerDialog } from './new-customer.js'
import { say } from './words.js'

/** Who may write to the office, with what was said last. */
export function customers() {
  const list = h('ul', { class: 'people' })
  const dialog = newCustomerDialog(async id => {
    await refresh()
    select(id)
  })
  const element = h(
    'nav',
    { class: 'customers', 'aria-label': say('customers') },
    h(
      'div',
      { class: 'list-head' },
      h('h2', {}, say('customers')),
      h('button', { type: 'button', onclick: () => dialog.showModal() }, `+ ${say('newCustomer')}`),
    ),
    list,
    dialog,
  )
  return {
    element,
    update() {
      list.replaceChildren(...(model.state?.contacts ?? []).toSorted(byLastWord).map(row))
    },
  }
}

/** Whoever spoke last, first; those who never spoke stay as they are. @param {Contact} one @param {Contact} other */
function byLastWord(one, other) {
  return (model.chats.get(other.id)?.at(-1)?.at ?? 0) - (model.chats.get(one.id)?.at(-1)?.at ?? 0)
}

/** @param {Contact} contact */
export function avatar(contact) {
  return h(
    'span',
    { class: 'avatar', style: `--hue: ${hueOf(contact.id)}`, 'aria-hidden': 'true' },
    initials(contact.name),
  )
}

/** How WhatsApp shows this person. @param {Contact} contact */
export function shownAs(contact) {
  if (contact.addressing === 'lid-without-phone') return say('hidden')
  const number = `+${contact.phoneNumber}`
  return contact.addressing === 'lid' ? `${number} · LID` : number
}

/** @param {Contact} contact */
function row(contact) {
  const last = model.chats.get(contact.id)?.at(-1)
  const unread = model.unread.get(contact.id) ?? 0
  const isTyping = model.officeTypes.has(contact.id)
  return h(
    'li',
    {},
    h(
      'button',
      {
        type: 'button',
        class: 'person',
        'aria-current': contact.id === model.selected ? 'true' : null,
        onclick: () => select(contact.id),
      },
      avatar(contact),
      h(
        'span',
        { class: 'person-words' },
        h('strong', {}, contact.name),
        h(
          'small',
          { class: isTyping ? 'typing' : '' },
          isTyping ? say('typing') : last ? inShort(last) : shownAs(contact),
        ),
      ),
      h(
        'span',
        { class: 'person-side' },
        last ? h('small', {}, clock(last.at)) : null,
        unread > 0 && h('span', { class: 'badge' }, String(unread)),
      ),
    ),
  )
}
