import type { Dialogue, Ending } from './dialogue.ts'
import { DAY, HOUR } from './office-hours.ts'
import type { Random } from './random.ts'

/** A way in which a conversation may go, and how the journey ends; null = it has not. */
type Plot = (dialogue: Dialogue, random: Random) => Ending | null

/** How long nobody answers until a consultant gives up. */
const PATIENCE = 12 * DAY

/** Asks, is convinced, pays, comes, and is looked after for months. */
export const bookTreatment: Plot = (dialogue, random) => {
  getAcquainted(dialogue, random)
  discussPrice(dialogue, random)
  if (random.chance(0.4)) negotiate(dialogue, random)
  return book(dialogue, random)
}

/** The same, after weeks of thinking and several calls to mind. */
export const convinceSlowly: Plot = (dialogue, random) => {
  getAcquainted(dialogue, random)
  discussPrice(dialogue, random)
  dialogue.customer('thinking')
  dialogue.office('okay')
  for (let week = random.whole(1, 3); week > 0; week -= 1) {
    dialogue.pass(random.whole(4, 9) * DAY)
    dialogue.office('followUp')
  }
  dialogue.customer('again')
  negotiate(dialogue, random)
  return book(dialogue, random)
}

/** Too dear, or another clinic was quicker. */
export const loseAtPrice: Plot = (dialogue, random) => {
  getAcquainted(dialogue, random)
  discussPrice(dialogue, random)
  if (random.chance(0.7)) {
    dialogue.customer('tooExpensive')
    dialogue.office('offer')
  }
  if (random.chance(0.35)) dialogue.office('callOffer')
  dialogue.pass(random.delay(2 * DAY))
  dialogue.customer('declined')
  dialogue.office('farewell')
  return dialogue.end('rejected', random.delay(2 * HOUR))
}

/** Asks and is never heard of again. */
export const goSilent: Plot = (dialogue, random) => {
  getAcquainted(dialogue, random)
  if (random.chance(0.75)) discussPrice(dialogue, random)
  if (random.chance(0.5)) {
    dialogue.customer('thinking')
    dialogue.office('okay')
  }
  dialogue.pass(random.whole(2, 4) * DAY)
  dialogue.office('followUp')
  dialogue.pass(random.whole(5, 8) * DAY)
  dialogue.office('lastFollowUp')
  return dialogue.end('rejected', PATIENCE)
}

/** One question, one answer. */
export const writeOnce: Plot = (dialogue, random) => {
  if (dialogue.lines.at(-1)?.from === 'customer') dialogue.office('greeting')
  dialogue.office('askDetails')
  dialogue.pass(random.whole(2, 4) * DAY)
  dialogue.office('followUp')
  return dialogue.end('rejected', PATIENCE)
}

function getAcquainted(dialogue: Dialogue, random: Random): void {
  if (dialogue.lines.at(-1)?.from === 'office') dialogue.customer('hello')
  else dialogue.office('greeting')
  dialogue.office('askDetails')
  dialogue.customerTells()
  if (dialogue.treatment === 'checkup') return
  for (let photos = random.whole(1, 3); photos > 0; photos -= 1) dialogue.customerShows('image', 'photo')
  if (random.chance(0.05)) dialogue.customerShows('video')
  dialogue.office('photoReceived')
}

function discussPrice(dialogue: Dialogue, random: Random): void {
  dialogue.officePrices()
  if (random.chance(0.7)) {
    dialogue.customer('askIncluded')
    dialogue.office('included')
  }
  dialogue.customer('priceReaction')
  if (random.chance(0.45)) {
    dialogue.customer('askDoctor')
    dialogue.office('doctor')
    if (random.chance(0.4)) dialogue.officeSends('document', 'once-sonra-ornekler.pdf')
  }
  if (random.chance(0.3)) dialogue.customer('okay')
}

function negotiate(dialogue: Dialogue, random: Random): void {
  dialogue.customer('tooExpensive')
  dialogue.office('offer')
  if (random.chance(0.5)) dialogue.customer('okay')
}

function book(dialogue: Dialogue, random: Random): Ending {
  dialogue.customer('askDates')
  dialogue.office('dates')
  dialogue.customer('chooseDate')
  dialogue.customer('askPayment')
  dialogue.office('deposit')
  if (random.chance(0.6)) dialogue.customer('okay')
  dialogue.pass(random.delay(20 * HOUR))
  dialogue.customerShows(random.chance(0.6) ? 'document' : 'image', 'paid')
  dialogue.office('confirmed')
  const ending = dialogue.end('converted', random.whole(1, 30) * 60_000)
  prepareJourney(dialogue, random)
  travel(dialogue, random)
  recover(dialogue, random)
  return ending
}

function prepareJourney(dialogue: Dialogue, random: Random): void {
  if (random.chance(0.7)) {
    dialogue.customer('askHotel')
    dialogue.office('hotel')
  }
  dialogue.passToAppointment(random.whole(4, 8))
  dialogue.customerShows('document', 'flight')
  dialogue.office('transfer')
  sayGoodbye(dialogue, random)
}

function travel(dialogue: Dialogue, random: Random): void {
  dialogue.passToAppointment(1)
  dialogue.customer('arrived')
  dialogue.office('driver')
  if (random.chance(0.4)) dialogue.officeSends('location', 'Klinik')
  sayGoodbye(dialogue, random)
  dialogue.pass(3 * DAY)
  dialogue.office('checkIn')
  sayGoodbye(dialogue, random)
}

function recover(dialogue: Dialogue, random: Random): void {
  const checks = [8, 22, 60, 90, 100]
  for (const days of checks.slice(0, random.whole(1, checks.length))) {
    dialogue.pass(days * DAY)
    if (random.chance(0.6)) dialogue.worryAndAnswer()
    else dialogue.office('checkIn')
    dialogue.customerShows('image', 'progressPhoto')
    if (random.chance(0.5)) dialogue.customerShows('image', 'progressPhoto')
    dialogue.office('photoGood')
    if (random.chance(0.6)) sayGoodbye(dialogue, random)
  }
  dialogue.customer('thanks')
  dialogue.office('review')
}

/** "Thanks" and "you are welcome", mostly: what is left standing as the customer's last word waits for an answer. */
function sayGoodbye(dialogue: Dialogue, random: Random): void {
  dialogue.customer('okay')
  if (random.chance(0.9)) dialogue.office('okay')
}
