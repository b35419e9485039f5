/** What the text of a quick reply may leave open; each is filled for the chat it is used in. */
export const QUICK_REPLY_VARIABLES = ['name', 'first_name', 'office', 'consultant'] as const
export type QuickReplyVariable = (typeof QUICK_REPLY_VARIABLES)[number]

/** Null where this chat has nothing to put in. */
export type QuickReplyValues = Readonly<Record<QuickReplyVariable, string | null>>

/** As it stands in a text: `{{first_name}}`, also with blanks. Anything of that form that we do not know stays open too. */
const PLACEHOLDER = /\{\{\s*([\p{L}\p{N}_]+)\s*\}\}/gu

export function placeholderOf(variable: QuickReplyVariable): string {
  return `{{${variable}}}`
}

/** The text with every known value in it. What has none keeps its placeholder: it is never dropped silently. */
export function fillQuickReply(content: string, values: QuickReplyValues): string {
  return content.replace(PLACEHOLDER, (placeholder, name: string) => {
    const value = isVariable(name) ? values[name] : null
    return value === null || value.trim() === '' ? placeholder : value
  })
}

/** The placeholders that still stand in a text, each once, in their order. */
export function findPlaceholders(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), ([placeholder]) => placeholder))]
}

/** Those of them that nothing can ever fill: a slip of the pen, most likely. */
export function findUnknownPlaceholders(text: string): string[] {
  return findPlaceholders(text).filter(placeholder => !isVariable(placeholder.replace(/[{}\s]/gu, '')))
}

/** "Ayşe Nur Yılmaz" is greeted as "Ayşe": the first word, unless that is a title or a mere initial. */
export function firstNameOf(name: string): string | null {
  const words = name.trim().split(/\s+/u)
  const first = words.find(word => !word.endsWith('.') && [...word].length > 1)
  return first !== undefined && /\p{L}/u.test(first) ? first : null
}

function isVariable(name: string): name is QuickReplyVariable {
  return (QUICK_REPLY_VARIABLES as readonly string[]).includes(name)
}
