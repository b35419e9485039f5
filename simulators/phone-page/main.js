import { chat } from './chat.js'
import { customers } from './customers.js'
import { h } from './dom.js'
import { model, onChange, startListening } from './model.js'
import { noticeBox } from './notice.js'
import { officePhone } from './office-phone.js'
import { language, say, switchLanguage } from './words.js'

/** @type {{ update(): void }[]} */
let parts = []
const lost = h('p', { class: 'lost', role: 'alert', hidden: true })

/** Draws everything anew; only another language does that. What changes otherwise is updated in its place. */
function build() {
  document.documentElement.lang = language
  document.title = `Santral demo: ${say('title')}`
  const [office, people, talk] = [officePhone(), customers(), chat()]
  parts = [office, people, talk]
  lost.textContent = say('lost')
  document.body.replaceChildren(
    h(
      'header',
      { class: 'bar' },
      h('h1', {}, say('title')),
      h('span', { class: 'muted' }, say('subtitle')),
      h('button', { type: 'button', class: 'link', onclick: changeLanguage }, say('language')),
    ),
    lost,
    h('main', {}, office.element, h('div', { class: 'customer-side' }, people.element, talk.element)),
    noticeBox,
  )
  update()
}

function changeLanguage() {
  switchLanguage()
  build()
}

function update() {
  lost.hidden = model.isLive || model.state === null
  for (const part of parts) part.update()
}

onChange(update)
build()
startListening()
