/** @import { ChatLine } from '../whatsapp/control-server.ts' */
import { composer } from './composer.js'
import { avatar, clock, shownAs } from './customers.js'
import { h } from './dom.js'
import { model, selectedContact } from './model.js'
import { say } from './words.js'

/** @type {Record<string, () => string>} */
const KINDS = {
  imageMessage: () => `📷 ${say('photo')}`,
  audioMessage: () => `🎤 ${say('voice')}`,
  locationMessage: () => `📍 ${say('location')}`,
}

/** One customer's phone: what was said, and the place to write. */
export function chat() {
  const head = h('header', { class: 'chat-head' })
  const lines = h('ol', { class: 'lines', 'aria-live': 'polite' })
  const write = composer()
  const element = h('section', { class: 'chat' }, head, lines, write.element)
  let shown = ''

  return {
    element,
    update() {
      const contact = selectedContact()
      element.hidden = !contact
      if (!contact) return
      element.setAttribute('aria-label', contact.name)
      const isTyping = model.officeTypes.has(contact.id)
      head.replaceChildren(
        avatar(contact),
        h(
          'span',
          { class: 'person-words' },
          h('strong', {}, contact.name),
          h(
            'small',
            { class: isTyping ? 'typing' : 'muted' },
            isTyping ? `${say('office')}: ${say('typing')}` : shownAs(contact),
          ),
        ),
        write.adButton,
      )
      const said = model.chats.get(contact.id) ?? []
      const key = JSON.stringify([contact.id, said])
      if (key !== shown) {
        shown = key
        lines.replaceChildren(
          ...(said.length === 0
            ? [h('li', { class: 'empty' }, say('noMessages'))]
            : said.map(line => bubble(line, () => write.quote(line)))),
        )
        lines.scrollTop = lines.scrollHeight
      }
      write.update(contact.id)
    },
  }
}

/** @param {ChatLine} line @param {() => void} reply */
function bubble(line, reply) {
  const isOwn = line.from === 'contact'
  const text = line.text ?? KINDS[line.kind]?.() ?? line.kind
  return h(
    'li',
    { class: isOwn ? 'line own' : 'line', 'data-id': line.id },
    h('div', { class: 'bubble' }, h('p', {}, text), h('span', { class: 'meta' }, clock(line.at), isOwn && tick(line))),
    h('button', { type: 'button', class: 'reply', onclick: reply }, say('reply')),
  )
}

/** One tick: the server has it. Two: Santral has it. Two in colour: somebody there has read it. @param {ChatLine} line */
function tick({ receiptedAt, readAt }) {
  const word = readAt !== null ? 'readTick' : receiptedAt !== null ? 'deliveredTick' : 'sentTick'
  const marks = receiptedAt === null && readAt === null ? '✓' : '✓✓'
  return h(
    'span',
    { class: readAt === null ? 'tick' : 'tick read', role: 'img', 'aria-label': say(word), title: say(word) },
    marks,
  )
}
