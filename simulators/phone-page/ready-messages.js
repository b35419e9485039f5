/** @import { Word } from './words.js' */
import { language } from './words.js'

/**
 * Messages that phones make out of other things than words and files, ready to send.
 * @type {readonly { word: Word, sign: string, message: () => Record<string, unknown> }[]}
 */
export const READY_MESSAGES = [
  {
    word: 'location',
    sign: '📍',
    message: () => ({
      locationMessage: {
        degreesLatitude: 41.0431,
        degreesLongitude: 29.0067,
        name: 'Boğaz Konak',
        address: 'Beşiktaş, İstanbul',
      },
    }),
  },
  {
    word: 'contactCard',
    sign: '👤',
    message: () => ({
      contactMessage: {
        displayName: 'Selin Demirtaş',
        vcard:
          'BEGIN:VCARD\nVERSION:3.0\nN:Demirtaş;Selin;;;\nFN:Selin Demirtaş\nTEL;type=CELL;waid=905550009077:+90 555 000 90 77\nEND:VCARD',
      },
    }),
  },
  {
    word: 'poll',
    sign: '📊',
    message: () => ({
      pollCreationMessage: {
        name: inWords('Hangi gün gelelim?', 'Which day suits you?'),
        options: [inWords('Salı', 'Tuesday'), inWords('Perşembe', 'Thursday'), inWords('Cumartesi', 'Saturday')].map(
          optionName => ({ optionName }),
        ),
        selectableOptionsCount: 1,
      },
    }),
  },
  {
    word: 'buttonAnswer',
    sign: '🔘',
    message: () => ({
      buttonsResponseMessage: {
        selectedButtonId: 'confirm',
        selectedDisplayText: inWords('Evet, randevumu onaylıyorum', 'Yes, I confirm my appointment'),
        type: 1,
      },
    }),
  },
  {
    word: 'listAnswer',
    sign: '☰',
    message: () => ({
      listResponseMessage: {
        title: inWords('Saç ekimi', 'Hair transplant'),
        listType: 1,
        singleSelectReply: { selectedRowId: 'hair' },
      },
    }),
  },
]

/** @param {string} turkish @param {string} english */
function inWords(turkish, english) {
  return language === 'tr' ? turkish : english
}
