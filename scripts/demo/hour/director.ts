import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SimulatorControl } from '../../../simulators/whatsapp/control-client.ts'
import type { VerbInput } from '../../../simulators/whatsapp/control-verbs.ts'
import type { Cue, Guest } from './cue.ts'

export interface HourOptions {
  readonly control: SimulatorControl
  readonly guests: readonly Guest[]
  /** simulators/phone-page/samples */
  readonly samplesFolder: string
  /** Over how many minutes the first words of all arrive; 0 = at once, and nobody pauses to think. */
  readonly minutes: number
  readonly signal: AbortSignal
}

type Sample = Pick<
  VerbInput<'sendMedia'>,
  'kind' | 'mime' | 'fileName' | 'seconds' | 'width' | 'height' | 'waveform' | 'thumbnail'
> & { id: string; file: string }

/** Between two messages of one person, when time passes. */
const PAUSE_MS = 4_000
const TYPES_FOR_MS = 2_500

/**
 * Lets the guests write as soon as the office is linked, and answer when it has answered. The same guests always do the same; what the
 * office does decides the rest. Ends with `signal`.
 */
export async function playHour({ control, guests, samplesFolder, minutes, signal }: HourOptions): Promise<void> {
  const samples = new Map(readSamples(samplesFolder).map(sample => [sample.id, sample]))
  const actors = await Promise.all(guests.map(guest => enter(control, guest)))
  const isSwift = minutes === 0
  let begin = () => {}
  const linked = new Promise<void>(resolve => {
    begin = resolve
  })
  await control.listen(event => {
    if (event.type === 'link' && event.state === 'online') begin()
    if (event.type !== 'message-to-contact' || event.arrivals > 1) return
    const actor = actors.find(({ id }) => id === event.contact)
    if (actor) void answer(actor, event.id)
  }, signal)
  await Promise.race([linked, aborted(signal)])
  const gap = (minutes * 60_000) / Math.max(1, actors.length)
  for (const actor of actors) {
    if (signal.aborted) return
    const opening = perform(actor, actor.guest.opens)
    // At once means in order still: what the office then has is the same each time.
    if (isSwift) await opening
    else await pause(gap, signal)
  }

  async function answer(actor: Actor, messageId: string): Promise<void> {
    const last = (await control.chat(actor.id)).find(line => line.id === messageId)
    // Whoever is thanked with an emoji, or sees a word corrected, has nothing to answer.
    if (!last || last.kind === 'reactionMessage' || last.kind === 'protocolMessage') return
    actor.lastOfOffice = messageId
    const turn = actor.guest.turns?.[actor.turnsTaken]
    actor.turnsTaken += 1
    if (turn) await perform(actor, turn)
  }

  async function perform(actor: Actor, cues: readonly Cue[]): Promise<void> {
    for (const [index, cue] of cues.entries()) {
      if (!isSwift && index > 0) await pause(PAUSE_MS, signal)
      if (signal.aborted) return
      await act(actor, cue).catch((error: unknown) => {
        // The simulator ends with the demo; anything else is told.
        if (!signal.aborted) console.error(`${actor.guest.name} could not write:`, error)
      })
    }
  }

  async function act(actor: Actor, cue: Cue): Promise<void> {
    const contact = actor.id
    if ('edit' in cue) return void (await control.call('edit', { contact, id: actor.lastOwn, text: cue.edit }))
    if ('revoke' in cue) return void (await control.call('revoke', { contact, id: actor.lastOwn }))
    if ('react' in cue) {
      return void (await control.call('react', { contact, id: actor.lastOfOffice, emoji: cue.react }))
    }
    if ('tellNumber' in cue) return void (await control.call('shareNumber', { contact }))
    if ('leaveWhatsApp' in cue) {
      return void (await control.call('updateContact', { contact, behaviour: { isOnWhatsApp: false } }))
    }
    const { isForwarded, isEphemeral, isViewOnce, quotes } = cue
    const quotedId = quotes === 'own' ? actor.lastOwn : quotes === 'office' ? actor.lastOfOffice : undefined
    const common = { contact, isForwarded, isEphemeral, isViewOnce, ...(quotedId && { quotedId }) }
    actor.lastOwn = (await send(common, cue)).id
  }

  async function send(
    common: Pick<VerbInput<'sendMessage'>, 'contact' | 'isForwarded' | 'isEphemeral' | 'isViewOnce' | 'quotedId'>,
    cue: Extract<Cue, { say: string } | { sample: string } | { message: Record<string, unknown> }>,
  ): Promise<{ id: string }> {
    if ('message' in cue) return control.call('sendMessage', { ...common, message: cue.message })
    if ('sample' in cue) {
      const sample = samples.get(cue.sample)
      if (!sample) throw new Error(`There is no sample ${cue.sample}`)
      const { id: _, file, ...facts } = sample
      const bytes = readFileSync(join(samplesFolder, file)).toString('base64')
      return control.call('sendMedia', { ...facts, ...common, bytes, caption: cue.caption })
    }
    const { contact } = common
    if (!isSwift) {
      await control.call('setTyping', { contact, isTyping: true })
      await pause(TYPES_FOR_MS, signal)
    }
    const as = cue.asAdStub ? ('ad-stub-first' as const) : undefined
    return control.call('sendText', { ...common, text: cue.say, adReferral: cue.ad && { ...cue.ad }, as })
  }
}

interface Actor {
  readonly id: string
  readonly guest: Guest
  lastOwn: string
  lastOfOffice: string
  turnsTaken: number
}

async function enter(control: SimulatorControl, guest: Guest): Promise<Actor> {
  const { name, phoneNumber, addressing, behaviour, refusals } = guest
  const { id } = await control.call('createContact', {
    ...{ name, phoneNumber, addressing },
    // A phone answers a little later than a machine.
    behaviour: { receipts: 'read', receiptDelayMs: 900, ...behaviour },
  })
  if (refusals) await control.call('failMessages', { fault: refusals.code, count: refusals.count, contact: id })
  return { id, guest, lastOwn: '', lastOfOffice: '', turnsTaken: 0 }
}

function readSamples(folder: string): Sample[] {
  return JSON.parse(readFileSync(join(folder, 'samples.json'), 'utf8')) as Sample[]
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise(resolve => signal.addEventListener('abort', () => resolve(), { once: true }))
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, ms)
    signal.addEventListener('abort', done, { once: true })
  })
}
