/** @import { TalkLine } from '../whatsapp/talk.ts' */
/** @import { Contact } from './simulator.js' */
import { attachMenu } from './attach-menu.js'
import { inShort } from './bubble.js'
import { h } from './dom.js'
import { messageOfFile, messageOfVoice } from './media-file.js'
import { model } from './model.js'
import { attempt } from './notice.js'
import { messageOfSample } from './samples.js'
import { call } from './simulator.js'
import { voiceButton } from './voice-button.js'
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

/** Where a customer writes: keeps a draft for each, and tells the office that somebody is writing. */
export function composer() {
  /** @type {Map<string, string>} */
  const drafts = new Map()
  /** @type {string | null} */
  let contact = null
  /** @type {typeof ADS[number] | null} */
  let ad = null
  /** @type {TalkLine | null} */
  let quoted = null
  /** @type {TalkLine | null} */
  let edited = null
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let pause
  let isTyping = false

  const text = h('textarea', { rows: 1, 'aria-label': say('message'), placeholder: say('message') })
  const attached = h('p', { class: 'attached', hidden: true })
  const adButton = h('button', { type: 'button', onclick: clickAd }, say('clickAd'))
  const menu = attachMenu({
    sendFiles,
    sendSample: sample => sendMedia(() => messageOfSample(sample)),
    sendReady: message => void sendWith(common => call('sendMessage', { message, ...common })),
  })
  const voice = voiceButton(async recording => sendMedia(() => messageOfVoice(recording)))
  const form = h(
    'form',
    { class: 'composer' },
    attached,
    h(
      'div',
      { class: 'composer-row' },
      menu.button,
      menu.menu,
      text,
      voice,
      h('button', { type: 'submit', class: 'primary' }, say('send')),
    ),
  )
  text.addEventListener('input', noteInput)
  text.addEventListener('keydown', event => {
    if (event.key === 'Escape') detach()
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    form.requestSubmit()
  })
  text.addEventListener('paste', event => {
    const files = [...(event.clipboardData?.files ?? [])]
    if (files.length === 0) return
    event.preventDefault()
    sendFiles(files, false)
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
      : edited
        ? say('editing', { text: inShort(edited) })
        : quoted
          ? say('replyingTo', { text: inShort(quoted) })
          : ''
    attached.hidden = words === ''
    attached.replaceChildren(words, h('button', { type: 'button', class: 'link', onclick: detach }, say('cancel')))
  }

  function detach() {
    if (edited) text.value = ''
    ad = null
    quoted = null
    edited = null
    showAttached()
  }

  function noteInput() {
    if (contact === null) return
    if (!edited) drafts.set(contact, text.value)
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
    const [to, change, from] = [contact, edited, ad]
    if (!change) drafts.delete(contact)
    text.value = ''
    fit()
    setTyping(false)
    if (change) {
      detach()
      await attempt(() => call('edit', { contact: to, id: change.id, text: body }))
      return
    }
    await sendWith(common => call('sendText', { text: body, ...common, ...(from && { adReferral: { ...from } }) }))
  }

  /** Whoever it goes to, what it answers, how it is wrapped. @param {(common: { contact: string }) => Promise<unknown>} run */
  function sendWith(run) {
    if (contact === null) return Promise.resolve()
    const common = { contact, ...(quoted && { quotedId: quoted.id }), ...menu.takeWrapping() }
    detach()
    return attempt(() => run(common))
  }

  /** The words in the composer go with it. @param {() => Promise<Awaited<ReturnType<typeof messageOfFile | typeof messageOfSample | typeof messageOfVoice>>>} read */
  function sendMedia(read) {
    const caption = edited ? '' : text.value.trim()
    void sendWith(async common => {
      const message = await read()
      const takesWords = message.kind !== 'voice' && message.kind !== 'audio' && message.kind !== 'sticker'
      await call('sendMedia', { ...message, ...common, ...(caption && takesWords && { caption }) })
      if (!caption || !takesWords) return
      drafts.delete(common.contact)
      if (common.contact === contact) text.value = ''
      fit()
    })
  }

  /** @param {readonly File[]} files @param {boolean} asDocument */
  function sendFiles(files, asDocument) {
    for (const file of files) sendMedia(() => messageOfFile(file, asDocument))
  }

  function fit() {
    text.style.height = 'auto'
    text.style.height = `${text.scrollHeight}px`
  }

  return {
    element: form,
    adButton,
    /** @param {readonly File[]} files */
    sendFiles: files => sendFiles(files, false),
    /** @param {TalkLine} line */
    quote(line) {
      detach()
      quoted = line
      showAttached()
      text.focus()
    },
    /** @param {TalkLine} line */
    edit(line) {
      detach()
      edited = line
      text.value = line.text ?? ''
      showAttached()
      fit()
      text.focus()
    },
    /** @param {Contact} next */
    update({ id, isInFlightMode }) {
      text.disabled = isInFlightMode
      text.placeholder = say(isInFlightMode ? 'inFlightMode' : 'message')
      if (id === contact) return
      setTyping(false)
      detach()
      contact = id
      text.value = drafts.get(id) ?? ''
      fit()
    },
  }
}
