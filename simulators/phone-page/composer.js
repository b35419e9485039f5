/** @import { ChatLine } from '../whatsapp/control-server.ts' */
import { h } from './dom.js'
import { model } from './model.js'
import { attempt } from './notice.js'
import { call } from './simulator.js'
import { say } from './words.js'

const PAUSES_AFTER_MS = 3_000

const ADS = [
  {
    sourceId: '120210000000000001',
    title: 'Saç ekimi: otel ve transfer dahil',
    sourceUrl: 'https://example.com/ads/120210000000000001',
  },
  {
    sourceId: '120210000000000003',
    title: 'Hollywood smile in 5 days',
    sourceUrl: 'https://example.com/ads/120210000000000003',
  },
]

/** Whole numbers of WhatsApp's own; there is no media server, so these are only placeholders, in Santral too. */
const ATTACHMENTS = [
  { word: /** @type {const} */ ('photo'), sign: '📷', message: { imageMessage: { mimetype: 'image/jpeg' } } },
  {
    word: /** @type {const} */ ('voice'),
    sign: '🎤',
    message: { audioMessage: { mimetype: 'audio/ogg; codecs=opus', ptt: true, seconds: 7 } },
  },
  {
    word: /** @type {const} */ ('location'),
    sign: '📍',
    message: { locationMessage: { degreesLatitude: 41.04, degreesLongitude: 29 } },
  },
]

/** Where a customer writes: keeps a draft for each, and tells the office that somebody is writing. */
export function composer() {
  /** @type {Map<string, string>} */
  const drafts = new Map()
  /** @type {string | null} */
  let contact = null
  /** @type {typeof ADS[number] | null} */
  let ad = null
  /** @type {ChatLine | null} */
  let quoted = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  let isTyping = false

  const text = h('textarea', { rows: 1, 'aria-label': say('message'), placeholder: say('message') })
  const attached = h('p', { class: 'attached', hidden: true })
  const adButton = h('button', { type: 'button', onclick: clickAd }, say('clickAd'))
  const form = h(
    'form',
    { class: 'composer' },
    attached,
    h(
      'div',
      { class: 'composer-row' },
      ...ATTACHMENTS.map(({ word, sign, message }) =>
        h(
          'button',
          { type: 'button', class: 'icon', 'aria-label': say(word), title: say(word), onclick: () => attach(message) },
          sign,
        ),
      ),
      text,
      h('button', { type: 'submit', class: 'primary' }, say('send')),
    ),
  )
  text.addEventListener('input', noteInput)
  text.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  form.addEventListener('submit', event => {
    event.preventDefault()
    void send()
  })

  function clickAd() {
    ad = ADS[ad === ADS[0] ? 1 : 0] ?? null
    showAttached()
    text.focus()
  }

  function showAttached() {
    const words = ad
      ? say('adWaiting', { title: ad.title })
      : quoted
        ? say('replyingTo', { text: quoted.text ?? quoted.kind })
        : ''
    attached.hidden = words === ''
    attached.replaceChildren(words, h('button', { type: 'button', class: 'link', onclick: detach }, say('cancel')))
  }

  function detach() {
    ad = null
    quoted = null
    showAttached()
  }

  function noteInput() {
    if (contact === null) return
    drafts.set(contact, text.value)
    fit()
    setTyping(text.value !== '')
  }

  /** @param {boolean} next */
  function setTyping(next) {
    clearTimeout(pause)
    if (next) pause = setTimeout(() => setTyping(false), PAUSES_AFTER_MS)
    if (next === isTyping || contact === null || model.state?.phones.length === 0) return
    isTyping = next
    const about = contact
    void attempt(() => call('setTyping', { contact: about, isTyping: next }))
  }

  async function send() {
    const body = text.value.trim()
    if (contact === null || body === '') return
    const message = {
      contact,
      text: body,
      ...(ad && { adReferral: { ...ad } }),
      ...(quoted && { quotedId: quoted.id }),
    }
    drafts.delete(contact)
    text.value = ''
    fit()
    detach()
    setTyping(false)
    await attempt(() => call('sendText', message))
  }

  /** @param {Record<string, unknown>} message */
  function attach(message) {
    const to = contact
    if (to !== null) void attempt(() => call('sendMessage', { contact: to, message }))
  }

  function fit() {
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight}px`
  }

  return {
    element: form,
    adButton,
    /** @param {ChatLine} line */
    quote(line) {
      quoted = line
      ad = null
      showAttached()
      text.focus()
    },
    /** @param {string} next */
    update(next) {
      if (next === contact) return
      setTyping(false)
      detach()
      contact = next
      text.value = drafts.get(next) ?? ''
      fit()
    },
  }
}
