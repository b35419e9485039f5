import { foldText } from './fold-text.ts'

/** What a person means who answers "1 = I am coming, 2 = I would like to change". */
export type ReminderAnswer = 'confirm' | 'change' | 'cancel'

const WORDS: Readonly<Record<ReminderAnswer, readonly string[]>> = {
  confirm: [
    ...['1', 'evet', 'geliyorum', 'evet geliyorum', 'gelecegim', 'evet gelecegim', 'onayliyorum', 'onay', 'tamam'],
    ...['tamam geliyorum', 'tamamdir', 'geliriz', 'geliyoruz', 'orada olacagim'],
    ...[
      'yes',
      'yes i am coming',
      'i am coming',
      "i'm coming",
      'im coming',
      'i will come',
      "i'll be there",
      'i will be there',
    ],
    ...['i confirm', 'confirm', 'confirmed', 'ok', 'okay'],
    ...['ja', 'ja ich komme', 'ich komme', 'bestatigt', 'ich bestatige', 'bestatige'],
    ...['نعم', 'да', 'oui'],
  ],
  change: [
    ...['2', 'degistir', 'degistirmek istiyorum', 'degisiklik', 'ertele', 'ertelemek istiyorum', 'erteleyelim'],
    ...['saati degistirmek istiyorum', 'randevumu degistirmek istiyorum', 'randevuyu degistirmek istiyorum'],
    ...['change', 'i want to change', 'i would like to change', "i'd like to change", 'reschedule'],
    ...['i want to reschedule', 'i would like to reschedule', 'postpone'],
    ...['andern', 'ich mochte andern', 'verschieben', 'ich mochte verschieben'],
  ],
  cancel: [
    ...['3', 'iptal', 'iptal et', 'iptal etmek istiyorum', 'gelemiyorum', 'gelemeyecegim', 'gelmiyorum'],
    ...['cancel', 'i want to cancel', 'i would like to cancel', 'i cannot come', "i can't come"],
    ...['absagen', 'ich mochte absagen', 'stornieren', 'ich kann nicht kommen'],
  ],
}

const MEANING = new Map(
  (Object.keys(WORDS) as ReminderAnswer[]).flatMap(answer =>
    WORDS[answer].map(word => [folded(word), answer] as const),
  ),
)

/** What people put around an answer, and means nothing by itself. */
const POLITE = new Set(
  [
    ...['merhaba', 'selam', 'iyi gunler', 'gunaydin', 'iyi aksamlar', 'tesekkurler', 'tesekkur ederim', 'lutfen'],
    ...['sagolun', 'sag olun', 'hello', 'hi', 'thanks', 'thank you', 'please', 'many thanks'],
    ...['hallo', 'guten tag', 'danke', 'vielen dank', 'bitte'],
  ].map(folded),
)

/**
 * The meaning of a whole message, or null. Only what says one thing and nothing else counts: "yes, but could it be at three?" is a
 * person's to read, and changes nothing.
 */
export function readReminderReply(text: string): ReminderAnswer | null {
  if (text.length > 120 || /[?؟]/u.test(text)) return null
  const parts = text
    .split(/[\n,.;!]+/u)
    .map(folded)
    .filter(part => part !== '' && !POLITE.has(part))
  const meanings = new Set(parts.map(part => MEANING.get(part) ?? meaningWithoutPoliteness(part)))
  const [meaning] = meanings
  return meanings.size === 1 && meaning !== undefined ? meaning : null
}

function meaningWithoutPoliteness(part: string): ReminderAnswer | null {
  for (const polite of POLITE) {
    if (part.startsWith(`${polite} `)) return MEANING.get(part.slice(polite.length + 1)) ?? null
    if (part.endsWith(` ${polite}`)) return MEANING.get(part.slice(0, -polite.length - 1)) ?? null
  }
  return null
}

/** Letters and digits in their plainest form; keycap digits are digits. */
function folded(text: string): string {
  return foldText(text.normalize('NFKC').replace(/[^\p{L}\p{N}'\s]/gu, ' '))
    .replace(/\s+/gu, ' ')
    .trim()
}

const QUESTIONS: Readonly<Record<string, string>> = {
  tr: 'Geliyorsanız 1, değiştirmek istiyorsanız 2 yazmanız yeterli.',
  en: 'Please reply 1 if you are coming, or 2 if you would like to change it.',
  de: 'Bitte antworten Sie mit 1, wenn Sie kommen, oder mit 2, wenn Sie den Termin ändern möchten.',
  ar: 'يرجى الرد بالرقم 1 إذا كنت قادمًا، أو 2 إذا كنت ترغب في التغيير.',
  ru: 'Ответьте 1, если придёте, или 2, если хотите изменить время.',
  fr: 'Répondez 1 si vous venez, ou 2 si vous souhaitez changer.',
}

/** What a reminder asks for at its end. */
export function reminderQuestion(language: string): string {
  return QUESTIONS[language] ?? (QUESTIONS['en'] as string)
}
