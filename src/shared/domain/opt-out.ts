import { foldText } from './fold-text.ts'

/** What the law and the operators take for "no more", whole and alone: "iptal randevum" is a question about an appointment. */
const WORDS = new Set(
  ['stop', 'stopall', 'unsubscribe', 'end', 'quit', 'ret', 'red', 'durdur', 'iptal', 'çık', 'abonelikten çık'].map(
    foldText,
  ),
)

/** Whether a text that came in asks to be written to no more, through that channel. */
export function isOptOut(text: string): boolean {
  return WORDS.has(foldText(text.replaceAll(/[^\p{L}\s]/gu, '').trim()))
}
