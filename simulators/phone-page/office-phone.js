/** @import { SimulatorState } from './simulator.js' */
import { h } from './dom.js'
import { model, refresh, selectedContact } from './model.js'
import { attempt, tell } from './notice.js'
import { call } from './simulator.js'
import { say } from './words.js'

/** The office's own phone, at the left: linked devices, linking, writing by hand, and what may break. */
export function officePhone() {
  const head = h('header', { class: 'phone-head' })
  const devices = h('ul', { class: 'devices', 'aria-label': say('linkedDevices') })
  const hint = h('p', { class: 'hint', id: 'scan-hint' })
  const scanButton = h('button', {
    class: 'primary',
    type: 'button',
    'aria-describedby': 'scan-hint',
    onclick: scanScreen,
  })
  scanButton.textContent = say('scanScreen')
  const passkey = toggle(say('demandPasskey'), isDemanded =>
    call('demandPasskey', { phone: phoneNumber(), isDemanded }),
  )
  const noInternet = toggle(say('noInternet'), cutInternet)
  const frozen = toggle(say('frozenLine'), isFrozen => call('freeze', { isFrozen }))
  const codeHint = h('p', { class: 'hint strong', hidden: true }, say('codeAwaited'))
  const handwriting = writeFromPhone()

  const element = h(
    'section',
    { class: 'office', 'aria-label': say('officePhone') },
    head,
    h('h2', {}, say('linkedDevices')),
    devices,
    scanButton,
    hint,
    codeHint,
    h('details', {}, h('summary', {}, say('otherWays')), qrForm(), codeForm(), passkey.element),
    handwriting.element,
    h(
      'details',
      {},
      h('summary', {}, say('faults')),
      h('button', { type: 'button', onclick: dropLine }, say('dropLine')),
      noInternet.element,
      frozen.element,
    ),
  )

  return {
    element,
    update() {
      const phone = model.state?.phones[0]
      if (!model.state || !phone) return
      head.replaceChildren(h('strong', {}, phone.name), h('span', { class: 'muted' }, `+${phone.phoneNumber}`))
      devices.replaceChildren(
        ...(phone.devices.length === 0
          ? [h('li', { class: 'muted' }, say('noDevices'))]
          : phone.devices.map(deviceRow)),
      )
      scanButton.disabled = !model.state.hasQrOnScreen
      hint.textContent = say(model.state.hasQrOnScreen ? 'scanReady' : 'scanWaiting')
      hint.hidden = phone.devices.length > 0 && !model.state.hasQrOnScreen
      codeHint.hidden = !phone.awaitsCode
      passkey.set(phone.demandsPasskey)
      noInternet.set(model.state.refusal !== 'none')
      frozen.set(model.state.isFrozen)
      handwriting.update()
    },
  }
}

function phoneNumber() {
  return model.state?.phones[0]?.phoneNumber ?? ''
}

/** @param {SimulatorState['phones'][number]['devices'][number]} device */
function deviceRow(device) {
  const waiting =
    device.isOnline || device.unconfirmed === 0 ? '' : ` · ${say('waitingMessages', { count: device.unconfirmed })}`
  return h(
    'li',
    { class: device.isOnline ? 'online' : 'offline' },
    h(
      'span',
      {},
      say('device', { id: device.id }),
      h('br'),
      h('small', {}, say(device.isOnline ? 'online' : 'offline') + waiting),
    ),
    h('button', { type: 'button', onclick: () => unlink(device.id) }, say('unlink')),
  )
}

/** @param {number} device */
function unlink(device) {
  return attempt(async () => {
    await call('unlinkDevice', { phone: phoneNumber(), device })
    await refresh()
  })
}

function scanScreen() {
  return attempt(async () => tellOutcome(await call('scanScreen', { phone: phoneNumber() })))
}

/** @param {{ outcome: 'linked' | 'passkey-demanded' }} answer */
function tellOutcome({ outcome }) {
  tell(say(outcome === 'linked' ? 'linkedNow' : 'passkeyDemanded'))
  return refresh()
}

function qrForm() {
  const text = h('textarea', { rows: 2, 'aria-label': say('qrText'), placeholder: say('qrText') })
  const scan = () => attempt(async () => tellOutcome(await call('scan', { phone: phoneNumber(), qr: text.value })))
  return h('div', { class: 'row' }, text, h('button', { type: 'button', onclick: scan }, say('scanText')))
}

function codeForm() {
  const code = h('input', {
    'aria-label': say('pairingCode'),
    placeholder: say('pairingCode'),
    maxlength: 9,
    autocomplete: 'off',
  })
  const enter = () =>
    attempt(async () => tellOutcome(await call('enterPairingCode', { phone: phoneNumber(), code: code.value })))
  return h('div', { class: 'row' }, code, h('button', { type: 'button', onclick: enter }, say('enterCode')))
}

function writeFromPhone() {
  const text = h('textarea', { rows: 2 })
  const send = () =>
    attempt(async () => {
      if (text.value.trim() === '' || model.selected === null) return
      await call('type', { phone: phoneNumber(), to: model.selected, text: text.value.trim() })
      text.value = ''
    })
  const element = h(
    'details',
    {},
    h('summary', {}, say('writeFromPhone')),
    h('div', { class: 'row' }, text, h('button', { type: 'button', onclick: send }, say('send'))),
  )
  return {
    element,
    update() {
      const words = say('writeFromPhoneTo', { name: selectedContact()?.name ?? '…' })
      text.placeholder = words
      text.setAttribute('aria-label', words)
    },
  }
}

function dropLine() {
  return attempt(async () => {
    await call('dropConnections', {})
    tell(say('lineDropped'))
  })
}

/** @param {boolean} isCut */
async function cutInternet(isCut) {
  await call('refuseConnections', { mode: isCut ? 'tcp' : 'none' })
  if (isCut) await call('dropConnections', {})
}

/**
 * @param {string} label
 * @param {(isOn: boolean) => Promise<unknown>} turn
 */
function toggle(label, turn) {
  const box = h('input', { type: 'checkbox', role: 'switch', onchange: change })
  function change() {
    return attempt(async () => {
      await turn(box.checked)
      await refresh()
    })
  }
  return {
    element: h('label', { class: 'toggle' }, box, label),
    /** @param {boolean} isOn */
    set(isOn) {
      box.checked = isOn
    },
  }
}
