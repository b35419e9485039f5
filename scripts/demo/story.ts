import type { LeadSource } from '#shared/domain/lead-source.ts'
import { type Dialogue, type Ending, type Line, startDialogue } from './dialogue.ts'
import { ADS, type DemoAd, STAFF, type Treatment } from './office.ts'
import { DAY, HOUR, MINUTE, whenOpen } from './office-hours.ts'
import { createPerson, type Person } from './people.ts'
import { bookTreatment, convinceSlowly, goSilent, loseAtPrice, writeOnce } from './plots.ts'
import type { Random } from './random.ts'

/** What happened with one person, up to now. */
export interface Story {
  readonly person: Person
  readonly source: LeadSource
  readonly treatment: Treatment
  readonly ad: DemoAd | null
  readonly arrivedAt: number
  /** Who typed the lead in; null when the person wrote by themselves. */
  readonly enteredBy: number | null
  readonly owner: number | null
  readonly assignedAt: number | null
  readonly assignedBy: number | null
  /** When a consultant filled the card in. */
  readonly registeredAt: number | null
  readonly lines: readonly Line[]
  readonly ending: Ending | null
  readonly rejectionReason: string | null
  readonly notes: readonly { at: number; staff: number; text: string }[]
  /** Whether the office has nobody's number: WhatsApp shows a LID only. */
  readonly hidesNumber: boolean
}

const ADMIN = 0
const MANAGER = 1

const BUSY = 3 * HOUR

const SHARE_OF_WOMEN: Readonly<Record<Treatment, number>> = { hair: 0.08, dental: 0.52, nose: 0.68, checkup: 0.5 }

const SOURCES: readonly (readonly [LeadSource, number])[] = [
  ['whatsapp', 46],
  ['click_to_whatsapp_ad', 27],
  ['referral', 10],
  ['website', 9],
  ['manual', 8],
]

/** Some of those that the first run gives the office. */
const REASONS: readonly (readonly [string, number])[] = [
  ['Fiyat yüksek geldi', 42],
  ['Ulaşılamadı', 27],
  ['Başka yeri seçti', 18],
  ['Vazgeçti', 9],
  ['Tıbben uygun değil', 4],
]

/** Everything that happens between the arrival and `now`; what would come later has not happened. */
export function tellStory(random: Random, { arrivedAt, now }: { arrivedAt: number; now: number }): Story {
  const source = random.weighted(SOURCES)
  const writesFirst = source === 'whatsapp' || source === 'click_to_whatsapp_ad'
  const treatment = random.weighted([
    ['hair', 46],
    ['dental', 29],
    ['nose', 17],
    ['checkup', 8],
  ] as const satisfies readonly (readonly [Treatment, number])[])
  const ad = source === 'click_to_whatsapp_ad' ? random.pick(ADS.filter(one => one.treatment === treatment)) : null
  const person = createPerson(random, SHARE_OF_WOMEN[treatment])
  const assignment = assign(random, { person, arrivedAt, now, writesFirst })
  const dialogue = startDialogue(random, {
    person,
    treatment,
    staff: assignment.writer,
    startsAt: arrivedAt,
    until: now,
  })
  const planned = play(random, dialogue, { source, hasAd: ad !== null, arrivedAt, now })
  const ending = planned !== null && planned.at <= now ? planned : null
  return {
    person,
    source,
    treatment,
    ad,
    arrivedAt,
    enteredBy: writesFirst ? null : assignment.writer,
    owner: assignment.owner,
    assignedAt: assignment.at,
    assignedBy: assignment.by,
    registeredAt: registration(random, dialogue.lines, { arrivedAt, now, writesFirst }),
    lines: dialogue.lines,
    ending,
    rejectionReason: ending?.outcome === 'rejected' ? random.weighted(REASONS) : null,
    notes: notesOf(random, dialogue, now),
    hidesNumber: writesFirst && random.chance(0.06),
  }
}

function assign(
  random: Random,
  { person, arrivedAt, now, writesFirst }: { person: Person; arrivedAt: number; now: number; writesFirst: boolean },
) {
  const writer = random.weighted(
    STAFF.flatMap(({ role, languages, share }, index) => {
      if (role !== 'consultant') return []
      const speaks = (languages as readonly string[]).includes(person.language)
      return [[index, speaks ? share : 0.1] as const]
    }),
  )
  // Consultants who enter somebody have them in hand already.
  if (!writesFirst) return { writer, owner: writer, at: null, by: null }
  const at = whenOpen(arrivedAt + random.delay(9 * MINUTE), random)
  if (at > now) return { writer, owner: null, at: null, by: null }
  const by = random.weighted([
    [MANAGER, 6],
    [ADMIN, 2],
    [writer, 3],
  ])
  return { writer, owner: writer, at, by }
}

function play(
  random: Random,
  dialogue: Dialogue,
  { source, hasAd, arrivedAt, now }: { source: LeadSource; hasAd: boolean; arrivedAt: number; now: number },
): Ending | null {
  const writesFirst = source === 'whatsapp' || source === 'click_to_whatsapp_ad'
  // Some numbers on a list are never written to, or are on no WhatsApp at all.
  if (!writesFirst && random.chance(0.2)) return random.chance(0.15) ? null : dialogue.end('rejected', 20 * DAY)
  if (writesFirst) dialogue.open(hasAd)
  // On a busy day the newest wait.
  if (writesFirst && arrivedAt > now - BUSY && random.chance(0.6)) return null
  if (!writesFirst) dialogue.officeOpens(source === 'website' ? 'websiteHello' : 'referralHello')
  const plot = random.weighted([
    [bookTreatment, 17],
    [convinceSlowly, 8],
    [loseAtPrice, 28],
    [goSilent, 34],
    [writeOnce, 13],
  ])
  return plot(dialogue, random)
}

function registration(
  random: Random,
  lines: readonly Line[],
  { arrivedAt, now, writesFirst }: { arrivedAt: number; now: number; writesFirst: boolean },
): number | null {
  if (!writesFirst) return arrivedAt
  const fifth = lines[5]
  if (!fifth || !random.chance(0.72)) return null
  const at = whenOpen(fifth.at + random.delay(20 * MINUTE), random)
  return at <= now ? at : null
}

const NOTES: Readonly<Record<Treatment, readonly string[]>> = {
  hair: [
    'Donör bölge iyi, 3.200 greft uygun.',
    'Tansiyon ilacı kullanıyor, doktora soruldu.',
    'Kardeşi de ilgileniyor.',
  ],
  dental: [
    'Röntgen bekleniyor.',
    'Üst çene 4 implant, alt çene kaplama.',
    'Diş hekimi korkusu var, sakin anlatılmalı.',
  ],
  nose: [
    'Nefes şikâyeti var, endoskopi planlandı.',
    'Doğal görünüm istiyor, simülasyon gönderildi.',
    '18 yaşından büyük, kimlik görüldü.',
  ],
  checkup: ['İki kişi gelecekler.', 'Kalp tarafına özellikle bakılacak.', 'Sonuçlar e-posta ile gönderilecek.'],
}
const COMMON_NOTES = [
  'Akşam 18’den sonra aranmasını istiyor.',
  'Fiyat konusunda hassas, indirim için yöneticiye sorulabilir.',
  'Eşiyle birlikte gelecek, refakatçi odası istiyor.',
  'Eylülden sonra müsait.',
  'Önceki hastamızın arkadaşı.',
]

function notesOf(random: Random, dialogue: Dialogue, now: number): Story['notes'] {
  const { lines, treatment, staff } = dialogue
  const answered = lines.filter(line => line.from === 'office')
  if (answered.length === 0) return []
  const count = random.weighted([
    [0, 50],
    [1, 32],
    [2, 13],
    [3, 5],
  ])
  return Array.from({ length: count }, () => {
    const at = random.pick(answered).at + random.whole(1, 40) * MINUTE
    return { at, staff, text: random.pick(random.chance(0.5) ? NOTES[treatment] : COMMON_NOTES) }
  })
    .filter(note => note.at <= now)
    .sort((one, other) => one.at - other.at)
}
