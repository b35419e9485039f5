/** @import { TalkLine } from '../whatsapp/talk.ts' */
import { attention } from './attention.js'
import { bubble } from './bubble.js'
import { composer } from './composer.js'
import { avatar, shownAs } from './customers.js'
import { h } from './dom.js'
import { model, selectedContact } from './model.js'
import { attempt } from './notice.js'
import { call } from './simulator.js'
import { say } from './words.js'

/** One customer's phone: what was said, and the place to write. */
export function chat() {
  const head = h('header', { class: 'chat-head' })
  const lines = h('ol', { class: 'lines', 'aria-live': 'polite' })
  const write = composer()
  const heed = attention()
  const element = h('section', { class: 'chat' }, head, lines, write.element)
  /** What stands there already: a picture that is drawn anew flickers, and a voice that plays falls silent. @type {Map<string, { key: string, item: HTMLElement }>} */
  let items = new Map()
  let shownContact = ''

  element.addEventListener('dragover', event => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    element.classList.add('dropping')
  })
  element.addEventListener('dragleave', () => element.classList.remove('dropping'))
  element.addEventListener('drop', event => {
    element.classList.remove('dropping')
    const files = [...(event.dataTransfer?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    write.sendFiles(files)
  })

  /** @param {TalkLine} line @param {string} contact */
  function itemFor(line, contact) {
    const about = { contact, id: line.id }
    return bubble(line, contact, {
      reply: () => write.quote(line),
      react: emoji => void attempt(() => call('react', { ...about, emoji })),
      edit: () => write.edit(line),
      remove: () => void attempt(() => call('revoke', about)),
      share: () => void attempt(() => call('shareNumber', { contact })),
    })
  }

  /** @param {readonly TalkLine[]} said @param {string} contact */
  function draw(said, contact) {
    const isOther = contact !== shownContact
    const isAtEnd = lines.scrollHeight - lines.scrollTop - lines.clientHeight < 80
    if (isOther) items = new Map()
    shownContact = contact
    let isChanged = isOther
    const next = new Map(
      said.map(line => {
        const key = JSON.stringify(line)
        const known = items.get(line.id)
        if (known?.key === key) return [line.id, known]
        isChanged = true
        return [line.id, { key, item: itemFor(line, contact) }]
      }),
    )
    items = next
    if (!isChanged) return
    const shown = [...next.values()].map(({ item }) => item)
    lines.replaceChildren(...(shown.length > 0 ? shown : [h('li', { class: 'empty' }, say('noMessages'))]))
    if (isOther || isAtEnd) lines.scrollTop = lines.scrollHeight
  }

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
        heed.element,
        write.adButton,
      )
      heed.update(contact)
      draw(model.chats.get(contact.id) ?? [], contact.id)
      write.update(contact)
    },
  }
}
