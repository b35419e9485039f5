import { h } from '../phone-page/dom.js'
import { answerOf, makeUpPerson } from './people.js'
import { call, listen, readState } from './simulator.js'

/** @import { Form } from './simulator.js' */
/** @import { Person } from './people.js' */

// ?known=<name>|<phone>: somebody with whom the office has a chat already. ?token=<token>: what the office is connected with.
const given = new URLSearchParams(location.search)
const known = toPerson(given.get('known'))
const token = given.get('token')

let { forms } = await readState()
let person = makeUpPerson()
/** @type {{ form: string, ad: string | null }} */
let chosen = { form: forms[0]?.id ?? '', ad: forms[0]?.ads[0]?.id ?? null }
/** @type {{ lead: string, name: string, form: string, isRead: boolean }[]} */
const sent = []
let isEnded = false
let said = ''

listen(event => {
  if (event.type === 'leads-read' && event.count > 0) {
    for (const entry of sent) if (entry.form === event.form) entry.isRead = true
    drawSide()
  }
  if (event.type === 'form') void renewForms()
})

const [ads, phone, side] = [h('section'), h('section'), h('section')]
document.body.append(h('main', {}, ads, phone, side))
draw()

async function renewForms() {
  forms = (await readState()).forms
  draw()
}

function draw() {
  drawAds()
  drawForm()
  drawSide()
}

function drawAds() {
  const choices = forms
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap(form => [
      ...form.ads.map(ad => adButton(form, ad.id, ad.name, ad.campaign)),
      adButton(form, null, form.name, 'Reklamsız, sayfadan'),
    ])
  ads.replaceChildren(
    h('h1', {}, 'Görülen reklam'),
    h('small', {}, 'Facebook ve Instagram’ın yerinde bu sayfa var; hiçbir hesaba bağlı değildir.'),
    ...choices,
  )
}

/** @param {Form} form @param {string | null} ad @param {string} name @param {string} campaign */
function adButton(form, ad, name, campaign) {
  const isChosen = chosen.form === form.id && chosen.ad === ad
  const onclick = () => {
    chosen = { form: form.id, ad }
    draw()
  }
  return h(
    'button',
    { class: 'ad', type: 'button', 'aria-pressed': String(isChosen), onclick },
    h('span', {}, name),
    h('small', {}, `${campaign} · ${form.name}`),
  )
}

function drawForm() {
  const form = forms.find(({ id }) => id === chosen.form)
  if (!form) {
    phone.replaceChildren(h('p', {}, 'Açık form yok.'))
    return
  }
  const fields = form.questions.map(({ key, label, type, options }) => {
    const value = answerOf(person, type) ?? ''
    const field = options
      ? h('select', { name: key }, ...options.map(option => h('option', { value: option.key }, option.value)))
      : h('input', { name: key, value, autocomplete: 'off', required: type === 'PHONE' || type === 'FULL_NAME' })
    return h('label', {}, label, field)
  })
  const boxes = (form.disclaimer?.checkboxes ?? []).map(({ key, text, isRequired }) =>
    h('label', { class: 'box' }, h('input', { type: 'checkbox', name: key, required: isRequired }), text),
  )
  phone.replaceChildren(
    h(
      'form',
      { class: 'card', onsubmit: event => void submit(event, form) },
      h('small', {}, form.page),
      h('h2', {}, form.name),
      ...fields,
      form.disclaimer ? h('p', { class: 'muted' }, `${form.disclaimer.title}: ${form.disclaimer.body}`) : null,
      ...boxes,
      h('button', { class: 'main', type: 'submit' }, 'Gönder'),
    ),
  )
}

/** @param {Event} event @param {Form} form */
async function submit(event, form) {
  event.preventDefault()
  const data = new FormData(/** @type {HTMLFormElement} */ (event.target))
  const answers = Object.fromEntries(form.questions.map(({ key }) => [key, textOf(data.get(key))]))
  const checked = (form.disclaimer?.checkboxes ?? []).map(({ key }) => key).filter(key => data.has(key))
  const { lead } = await call('submit', {
    form: form.id,
    answers,
    checked,
    ...(chosen.ad !== null && { ad: chosen.ad }),
  })
  const name = answers['full_name'] ?? [answers['first_name'], answers['last_name']].join(' ')
  sent.unshift({ lead, name, form: form.id, isRead: false })
  person = makeUpPerson()
  draw()
}

function drawSide() {
  const people = [
    h('button', { type: 'button', onclick: () => become(makeUpPerson()) }, 'Başka biri'),
    known && h('button', { type: 'button', onclick: () => become(known) }, `${known.name} (sohbeti var)`),
  ]
  const many = h('button', { type: 'button', onclick: () => void submitMany(1_000) }, '1.000 kişi birden')
  const end = h(
    'button',
    { type: 'button', onclick: () => void toggleToken() },
    isEnded ? 'Anahtarı geri ver' : 'Anahtarı iptal et',
  )
  side.replaceChildren(
    h('div', { class: 'card' }, h('h2', {}, 'Formu dolduran'), h('div', { class: 'row' }, ...people)),
    h(
      'div',
      { class: 'card' },
      h('h2', {}, 'Gönderilenler'),
      sent.length === 0 ? h('small', {}, 'Henüz yok.') : h('ul', { class: 'sent' }, ...sent.slice(0, 12).map(sentLine)),
    ),
    h(
      'div',
      { class: 'card' },
      h('h2', {}, 'Meta’da'),
      h('div', { class: 'row' }, many, token !== null && end),
      h('small', { role: 'status', class: isEnded ? 'failed' : '' }, said),
    ),
  )
}

/** @param {(typeof sent)[number]} entry */
function sentLine({ name, isRead }) {
  return h(
    'li',
    {},
    `${name} `,
    h('small', { class: isRead ? 'done' : '' }, isRead ? 'Santral aldı' : 'alınmayı bekliyor'),
  )
}

/** @param {Person} next */
function become(next) {
  person = next
  drawForm()
}

/** @param {number} count */
async function submitMany(count) {
  const form = forms.find(({ id }) => id === chosen.form)
  if (!form) return
  await call('submitMany', { form: form.id, count, overDays: 60, ads: form.ads.map(({ id }) => id) })
  said = `${count.toLocaleString('tr')} kişi “${form.name}” formunu son 60 günde doldurdu.`
  drawSide()
}

/** As if somebody had changed the password at Meta: error 190, subcode 460. */
async function toggleToken() {
  if (token === null) return
  isEnded = !isEnded
  await call('endToken', { token, subcode: isEnded ? 460 : null })
  said = isEnded ? 'Meta bu anahtarı artık kabul etmiyor (parola değişti).' : 'Anahtar yeniden geçerli.'
  drawSide()
}

/** @param {FormDataEntryValue | null} value */
function textOf(value) {
  return typeof value === 'string' ? value : ''
}

/** @param {string | null} text @returns {Person | null} */
function toPerson(text) {
  const [name = '', phone = ''] = text?.split('|') ?? []
  return phone === '' ? null : { ...makeUpPerson(), name, phone }
}
