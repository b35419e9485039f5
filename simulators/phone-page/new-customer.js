import { h } from './dom.js'
import { attempt } from './notice.js'
import { call } from './simulator.js'
import { say } from './words.js'

/**
 * Makes somebody who has never written before.
 * @param {(id: string) => Promise<void>} onMade
 */
export function newCustomerDialog(onMade) {
  const name = h('input', { name: 'name', required: true, autocomplete: 'off' })
  const number = h('input', {
    name: 'number',
    type: 'tel',
    required: true,
    placeholder: say('numberHint'),
    autocomplete: 'off',
  })
  const shown = h(
    'select',
    { name: 'addressing' },
    h('option', { value: 'phone' }, say('byNumber')),
    h('option', { value: 'lid' }, say('byLid')),
    h('option', { value: 'lid-without-phone' }, say('hidden')),
  )
  const numberField = h('label', {}, say('number'), number)
  shown.addEventListener('change', () => {
    const isHidden = shown.value === 'lid-without-phone'
    numberField.hidden = isHidden
    number.required = !isHidden
  })
  const dialog = h('dialog')
  const form = h(
    'form',
    { method: 'dialog' },
    h('h2', {}, say('newCustomer')),
    h('label', {}, say('name'), name),
    h('label', {}, say('howShown'), shown),
    numberField,
    h(
      'div',
      { class: 'dialog-buttons' },
      h('button', { type: 'button', onclick: () => dialog.close() }, say('cancel')),
      h('button', { type: 'submit', class: 'primary' }, say('create')),
    ),
  )
  dialog.append(form)
  form.addEventListener('submit', event => {
    event.preventDefault()
    void attempt(async () => {
      const addressing = /** @type {'phone' | 'lid' | 'lid-without-phone'} */ (shown.value)
      const phoneNumber = addressing === 'lid-without-phone' ? undefined : number.value
      const behaviour = { receipts: /** @type {const} */ ('read'), receiptDelayMs: 900 }
      const { id } = await call('createContact', { name: name.value.trim(), phoneNumber, addressing, behaviour })
      dialog.close()
      form.reset()
      numberField.hidden = false
      await onMade(id)
    })
  })
  return dialog
}
