import { ConversationId, LeadId } from '#shared/domain/ids.ts'

export const LINK_SCHEME = 'santral'

/** Where a `santral://` link leads, as a place of the page. */
export type Place = `/inbox/${string}` | `/leads/${string}`

/** `santral://chat/<id>` and `santral://lead/<id>`: anything on this PC can send one, so everything else is no link. */
export function parseProgramLink(text: string): Place | undefined {
  const [, kind, id] = /^santral:\/\/(chat|lead)\/([\da-f-]{36})\/?$/iu.exec(text) ?? []
  if (kind === undefined || id === undefined) return undefined
  if (kind.toLowerCase() === 'chat') {
    const { data } = ConversationId.safeParse(id.toLowerCase())
    return data && `/inbox/${data}`
  }
  const { data } = LeadId.safeParse(id.toLowerCase())
  return data && `/leads/${data}`
}

/** A start by a link has it among its arguments (Windows, Linux). */
export function findProgramLink(argv: readonly string[]): Place | undefined {
  for (const argument of argv) {
    const place = parseProgramLink(argument)
    if (place !== undefined) return place
  }
  return undefined
}
