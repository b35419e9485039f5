/** @import { Sample } from './samples.js' */
import { h } from './dom.js'
import { READY_MESSAGES } from './ready-messages.js'
import { addressOf, nameOf, readSamples } from './samples.js'
import { say } from './words.js'

const SIGNS = { image: '', sticker: '', video: '🎬', voice: '🎤', document: '📄' }

/**
 * Everything that can be sent besides words.
 * @param {{
 *   sendFiles: (files: readonly File[], asDocument: boolean) => void,
 *   sendSample: (sample: Sample) => void,
 *   sendReady: (message: Record<string, unknown>) => void,
 * }} actions
 */
export function attachMenu({ sendFiles, sendSample, sendReady }) {
  const samples = h('div', { class: 'samples' })
  const isViewOnce = check(say('viewOnce'))
  const isForwarded = check(say('asForwarded'))
  const isEphemeral = check(say('disappearing'))
  const menu = h(
    'div',
    { class: 'attach-menu', popover: 'auto', 'aria-label': say('attach') },
    h(
      'div',
      { class: 'menu-row' },
      chooser(say('chooseMedia'), 'image/*,video/*,audio/*', files => sendFiles(files, false)),
      chooser(say('chooseFile'), '', files => sendFiles(files, true)),
    ),
    h('p', { class: 'hint' }, say('readySamples')),
    samples,
    h(
      'div',
      { class: 'menu-row wrap' },
      ...READY_MESSAGES.map(({ word, sign, message }) =>
        h('button', { type: 'button', onclick: () => done(() => sendReady(message())) }, `${sign} ${say(word)}`),
      ),
    ),
    h('div', { class: 'menu-row wrap' }, isViewOnce.element, isForwarded.element, isEphemeral.element),
  )
  const button = h('button', { type: 'button', class: 'icon', 'aria-label': say('attach'), title: say('attach') }, '📎')
  button.popoverTargetElement = menu
  void fill()

  async function fill() {
    const known = await readSamples()
    samples.replaceChildren(...known.map(tile))
  }

  /** @param {Sample} sample */
  function tile(sample) {
    const name = nameOf(sample)
    const hasPicture = sample.kind === 'image' || sample.kind === 'sticker'
    return h(
      'button',
      {
        type: 'button',
        class: 'sample',
        title: name,
        'aria-label': name,
        onclick: () => done(() => sendSample(sample)),
      },
      hasPicture
        ? h('img', { src: addressOf(sample), alt: '', loading: 'lazy' })
        : h('span', { class: 'sample-sign' }, SIGNS[sample.kind]),
      h('small', {}, name),
    )
  }

  /** @param {string} label @param {string} accept @param {(files: File[]) => void} onChosen */
  function chooser(label, accept, onChosen) {
    const input = h('input', { type: 'file', multiple: true, accept, hidden: true })
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])]
      input.value = ''
      done(() => onChosen(files))
    })
    return h('span', {}, input, h('button', { type: 'button', onclick: () => input.click() }, label))
  }

  /** @param {() => void} run */
  function done(run) {
    menu.hidePopover()
    run()
  }

  return {
    button,
    menu,
    /** How the next message goes; what is for one message only is forgotten. */
    takeWrapping() {
      const wrapping = {
        ...(isViewOnce.box.checked && { isViewOnce: true }),
        ...(isForwarded.box.checked && { isForwarded: true }),
        ...(isEphemeral.box.checked && { isEphemeral: true }),
      }
      isViewOnce.box.checked = false
      isForwarded.box.checked = false
      return wrapping
    },
  }
}

/** @param {string} label */
function check(label) {
  const box = h('input', { type: 'checkbox' })
  return { box, element: h('label', { class: 'toggle' }, box, label) }
}
