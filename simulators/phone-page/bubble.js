/** @import { TalkLine } from '../whatsapp/talk.ts' */
/** @import { Word } from './words.js' */
import { clock } from './clock.js'
import { h } from './dom.js'
import { mediaAddress } from './simulator.js'
import { say } from './words.js'

const EMOJI = ['👍', '❤️', '🙏', '😂', '😮']

/** @type {Record<string, { sign: string, word: Word }>} */
const KINDS = {
  image: { sign: '📷', word: 'photo' },
  video: { sign: '🎬', word: 'video' },
  voice: { sign: '🎤', word: 'voice' },
  audio: { sign: '🎵', word: 'voice' },
  document: { sign: '📄', word: 'document' },
  sticker: { sign: '🏷', word: 'sticker' },
}

/** One line of what was said, for lists and quotes. @param {TalkLine} line */
export function inShort({ isDeleted, media, details, text, kind }) {
  if (isDeleted) return say('deletedMessage')
  if (kind === 'requestPhoneNumberMessage') return say('numberAsked')
  const known = media && KINDS[media.kind]
  const sign = known
    ? known.sign
    : details?.kind === 'location'
      ? '📍'
      : details?.kind === 'poll'
        ? '📊'
        : details
          ? '👤'
          : ''
  const words = text ?? media?.fileName ?? (known ? say(known.word) : kind)
  return sign ? `${sign} ${words}` : words
}

/**
 * @param {TalkLine} line
 * @param {string} contact
 * @param {{ reply: () => void, react: (emoji: string) => void, edit: () => void, remove: () => void, share: () => void }} actions
 */
export function bubble(line, contact, actions) {
  const isOwn = line.from === 'contact'
  const marks = [
    line.isForwarded && say('forwarded'),
    line.isViewOnce && say('viewOnce'),
    line.isEphemeral && say('disappearing'),
  ].filter(mark => mark !== false)
  return h(
    'li',
    { class: isOwn ? 'line own' : 'line', 'data-id': line.id },
    h(
      'div',
      { class: 'bubble' },
      marks.length > 0 && h('small', { class: 'marks' }, marks.join(' · ')),
      line.quoted && h('blockquote', {}, line.quoted.text ?? line.quoted.kind),
      ...(line.isDeleted
        ? [h('p', { class: 'deleted' }, say('deletedMessage'))]
        : contentOf(line, contact, actions.share)),
      h(
        'span',
        { class: 'meta' },
        line.isEdited && !line.isDeleted && say('edited'),
        clock(line.at),
        isOwn && tick(line),
      ),
      line.reactions.length > 0 &&
        h('span', { class: 'reactions' }, line.reactions.map(({ emoji }) => emoji).join(' ')),
    ),
    !line.isDeleted && h('span', { class: 'line-actions' }, ...actionsOf(line, isOwn, actions)),
  )
}

/** @param {TalkLine} line @param {boolean} isOwn @param {Parameters<typeof bubble>[2]} actions */
function actionsOf(line, isOwn, { reply, react, edit, remove }) {
  const mine = line.reactions.find(({ from }) => from === 'contact')?.emoji
  const emoji = EMOJI.map(sign =>
    h(
      'button',
      {
        type: 'button',
        'aria-label': `${say('react')}: ${sign}`,
        'aria-pressed': sign === mine ? 'true' : 'false',
        onclick: () => react(sign === mine ? '' : sign),
      },
      sign,
    ),
  )
  return [
    h('button', { type: 'button', onclick: reply }, say('reply')),
    ...(isOwn && line.media === null && line.details === null
      ? [h('button', { type: 'button', onclick: edit }, say('edit'))]
      : []),
    ...(isOwn ? [h('button', { type: 'button', onclick: remove }, say('deleteForAll'))] : []),
    ...emoji,
  ]
}

/** @param {TalkLine} line @param {string} contact @param {() => void} share @returns {HTMLElement[]} */
function contentOf(line, contact, share) {
  const { media, details, text } = line
  const words = text ? [h('p', { dir: 'auto' }, text)] : []
  if (media) return [shownMedia(media, mediaAddress(contact, line.id), line.from === 'contact'), ...words]
  if (details?.kind === 'location') {
    const place = [details.name, details.address].filter(Boolean).join(', ')
    const point = `${details.latitude.toFixed(4)}, ${details.longitude.toFixed(4)}`
    return [h('p', { class: 'card' }, `📍 ${place || say('location')}`), h('small', { class: 'muted' }, point)]
  }
  if (details?.kind === 'contacts') {
    return details.people.map(({ name, phone }) =>
      h('p', { class: 'card' }, `👤 ${name}`, h('br'), h('small', {}, phone ?? '')),
    )
  }
  if (details?.kind === 'poll') {
    return [
      h('p', { class: 'card' }, `📊 ${details.question}`),
      h('ul', {}, ...details.options.map(option => h('li', {}, `○ ${option}`))),
    ]
  }
  if (line.kind === 'requestPhoneNumberMessage') {
    return [
      h('p', { class: 'card' }, say('numberAsked')),
      h('button', { type: 'button', onclick: share }, say('shareNumber')),
    ]
  }
  return words.length > 0 ? words : [h('p', { class: 'muted' }, line.kind)]
}

/**
 * Opened and found whole, or said to be broken: the simulator compares it with what the message says.
 * @param {NonNullable<TalkLine['media']>} media
 * @param {string} address
 * @param {boolean} isOwn
 */
function shownMedia(media, address, isOwn) {
  const broken = h('p', { class: 'broken', hidden: true }, say('brokenMedia'))
  const sealed = h('small', { class: 'sealed', hidden: true, title: say('verifiedHint') }, `🔒 ${say('verified')}`)
  const shape = media.width && media.height ? `aspect-ratio: ${media.width} / ${media.height}` : null
  const element = elementFor()
  for (const event of ['load', 'loadedmetadata']) {
    element.addEventListener(event, () => {
      sealed.hidden = isOwn
    })
  }
  element.addEventListener('error', () => {
    element.hidden = true
    broken.hidden = false
  })
  if (media.kind === 'document') void look()
  return h('div', { class: `media ${media.kind}` }, element, sealed, broken)

  function elementFor() {
    if (media.kind === 'image' || media.kind === 'sticker') {
      return h('img', { src: address, alt: say(media.kind === 'image' ? 'photo' : 'sticker'), style: shape })
    }
    if (media.kind === 'video') return h('video', { src: address, controls: true, preload: 'metadata', style: shape })
    if (media.kind === 'document') {
      const size = new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(media.size / 1_024)
      return h(
        'a',
        { href: address, target: '_blank' },
        `📄 ${media.fileName ?? say('document')}`,
        h('small', {}, ` ${size} KB`),
      )
    }
    return h('audio', { src: address, controls: true, preload: 'metadata' })
  }

  async function look() {
    const response = await fetch(address)
    element.dispatchEvent(new Event(response.ok ? 'load' : 'error'))
  }
}

/** One tick: the server has it. Two: Santral has it. Two in colour: somebody there has read it. @param {TalkLine} line */
function tick({ receiptedAt, readAt, refusedWith }) {
  if (refusedWith !== null) return h('span', { class: 'tick refused', role: 'img', 'aria-label': say('refused') }, '⚠')
  const word = readAt !== null ? 'readTick' : receiptedAt !== null ? 'deliveredTick' : 'sentTick'
  const marks = receiptedAt === null && readAt === null ? '✓' : '✓✓'
  return h(
    'span',
    { class: readAt === null ? 'tick' : 'tick read', role: 'img', 'aria-label': say(word), title: say(word) },
    marks,
  )
}
