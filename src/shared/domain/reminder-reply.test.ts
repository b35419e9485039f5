import { expect, it } from 'vitest'
import { readReminderReply } from './reminder-reply.ts'

it.each([
  ['1', 'confirm'],
  [' 1. ', 'confirm'],
  ['1️⃣', 'confirm'],
  ['EVET', 'confirm'],
  ['Evet, geliyorum.', 'confirm'],
  ['Merhaba\nEvet\nTeşekkürler', 'confirm'],
  ['tamam teşekkürler', 'confirm'],
  ['Yes, thank you!', 'confirm'],
  ["I'll be there", 'confirm'],
  ['Ja, danke', 'confirm'],
  ['bestätigt', 'confirm'],
  ['نعم', 'confirm'],
  ['2', 'change'],
  ['Değiştirmek istiyorum', 'change'],
  ['reschedule please', 'change'],
  ['Ich möchte verschieben', 'change'],
  ['3', 'cancel'],
  ['İPTAL', 'cancel'],
  ['Gelemiyorum', 'cancel'],
  ['evet?', null],
  ['evet ama saat üçte', null],
  ['1 2', null],
  ['1, 2', null],
  ['12', null],
  ['1.5', null],
  ['hayır', null],
  ['yes no', null],
  ['', null],
  ['teşekkürler', null],
  ['1'.repeat(200), null],
])('%j means %j', (text, meaning) => {
  expect(readReminderReply(text)).toBe(meaning)
})
