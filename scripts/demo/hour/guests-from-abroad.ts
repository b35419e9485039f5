import type { Cue, Guest } from './cue.ts'

const day = (...options: readonly string[]) => options.map(optionName => ({ optionName }))

/** Who writes in other languages, each with a kind of message of their own. Their numbers belong to nobody. */
export const GUESTS_FROM_ABROAD: readonly Guest[] = [
  {
    name: 'Olivia Hargreaves',
    phoneNumber: '+447700900911',
    opens: [
      { say: 'Hi! I have booked my flights 🎉' },
      { sample: 'flight-ticket' },
      { say: 'Will someone pick us up at the airport?' },
    ],
    turns: [[{ say: 'Wonderful, see you on the 4th' }, { react: '❤️' }]],
  },
  {
    name: 'Birgit Sommer',
    phoneNumber: '+493023125911',
    addressing: 'lid',
    opens: [
      { say: 'Guten Tag, hier ist der Arztbrief, um den Sie gebeten haben.' },
      { sample: 'doctors-letter' },
      { say: 'Bitte beachten Sie die Penicillin-Allergie.' },
    ],
    turns: [[{ say: 'Vielen Dank für die schnelle Antwort!', quotes: 'office' }]],
  },
  {
    name: 'فيصل',
    phoneNumber: '+966500009101',
    opens: [
      { say: 'السلام عليكم، أريد زراعة أسنان كاملة' },
      { sample: 'panorama', caption: 'هذه صورة الأشعة' },
      { say: 'كم يوماً يستغرق العلاج؟' },
    ],
    turns: [[{ say: 'ممتاز، شكراً جزيلاً' }]],
  },
  {
    name: 'ليلى',
    phoneNumber: '+97150009102',
    addressing: 'lid-without-phone',
    // Whoever asks for it by the button is told.
    behaviour: { sharesNumber: true },
    opens: [{ say: 'مرحبا، أفضل أن يبقى رقمي مخفياً الآن' }, { say: 'كم سعر تجميل الأنف؟' }],
  },
  {
    name: 'Jorge Medina',
    phoneNumber: '+34600009101',
    opens: [
      {
        say: 'Hello! Can I get more info on this?',
        asAdStub: true,
        ad: {
          sourceId: '120210000000000003',
          sourceUrl: 'https://example.com/ads/120210000000000003',
          title: 'Hollywood smile in 5 days',
        },
      },
    ],
  },
  {
    name: 'Katarzyna Nowak',
    phoneNumber: '+48500009101',
    opens: [
      {
        message: {
          locationMessage: {
            degreesLatitude: 41.0369,
            degreesLongitude: 28.985,
            name: 'Taksim Meydanı',
            address: 'Beyoğlu, İstanbul',
          },
        },
      },
      { say: 'We are here, which way is the clinic?' },
    ],
  },
  {
    name: 'Deborah Finch',
    phoneNumber: '+447700900918',
    opens: [
      {
        message: {
          pollCreationMessage: {
            name: 'Which day suits the doctor?',
            options: day('Monday', 'Wednesday', 'Friday'),
            selectableOptionsCount: 1,
          },
        },
      },
      { say: 'My husband made this poll for us, sorry 😄' },
    ],
  },
  {
    name: 'Anouk de Vries',
    phoneNumber: '+31610009101',
    opens: [
      { say: 'Hello, my messages disappear after a week. I had two implants done in 2019.', isEphemeral: true },
      { sample: 'panorama', isEphemeral: true },
    ],
  },
  {
    name: 'Ольга Белова',
    phoneNumber: '+79000009101',
    opens: [{ say: 'Здравствуйте! Отправляю паспорт для бронирования отеля' }, { sample: 'passport' }],
    turns: [[{ react: '🙏' }]],
  },
  {
    name: 'Thomas Brandt',
    phoneNumber: '+493023125912',
    opens: [{ sample: 'boarding-pass', caption: 'Ich lande um 15:20 Uhr' }],
  },
  {
    name: 'Gertrud Ackermann',
    phoneNumber: '+493023125913',
    opens: [
      { sample: 'medicine', caption: 'Dieses Medikament nehme ich täglich' },
      { say: 'Muss ich es vor der Behandlung absetzen?' },
    ],
  },
  {
    name: 'خالد',
    phoneNumber: '+97150009101',
    opens: [
      {
        message: {
          listResponseMessage: {
            title: 'Hair transplant',
            listType: 1,
            singleSelectReply: { selectedRowId: 'hair' },
          },
        },
      },
      { say: 'What is included in the package?' },
    ],
  },
  {
    name: 'Marta Lewandowska',
    phoneNumber: '+48500009102',
    opens: [
      { say: 'Good morning! Do you also treat children?' },
      { say: 'I mean my 16-year-old son, he needs braces', quotes: 'own' },
    ],
  },
]

const asksAtNight: readonly Cue[] = [
  { say: 'Hi there! I can’t sleep, so I am reading about veneers 😅' },
  { say: 'How long would I have to stay in Istanbul?' },
]

/**
 * Somebody for whom it is night now: in the United States through the day here, further on for whoever opens the demo in the evening.
 */
export function nightGuest(now: number): Guest {
  const found = NIGHTS.find(({ timeZone }) => isNight(now, timeZone)) ?? NIGHTS[0]
  return { name: found.name, phoneNumber: found.phoneNumber, opens: asksAtNight }
}

const NIGHTS = [
  { timeZone: 'America/New_York', name: 'Denise Walker', phoneNumber: '+12125550191' },
  { timeZone: 'America/Los_Angeles', name: 'Denise Walker', phoneNumber: '+13105550191' },
  { timeZone: 'Pacific/Honolulu', name: 'Denise Walker', phoneNumber: '+18085550191' },
  { timeZone: 'Asia/Tokyo', name: 'Yuki Mori', phoneNumber: '+819000009101' },
  { timeZone: 'Asia/Kolkata', name: 'Ananya Rao', phoneNumber: '+917000009101' },
] as const

function isNight(now: number, timeZone: string): boolean {
  const hour = Number(new Intl.DateTimeFormat('en', { hour: 'numeric', hourCycle: 'h23', timeZone }).format(now))
  return hour >= 22 || hour < 7
}
