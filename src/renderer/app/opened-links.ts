import { z } from 'zod'
import { ConversationId, LeadId } from '#shared/domain/ids.ts'

const OpenedPlace = z.object({
  type: z.literal('santral:open-place'),
  place: z.string().transform((place, context) => {
    const [, section, id] = /^\/(inbox|leads)\/([\da-f-]{36})$/u.exec(place) ?? []
    if ((section === 'inbox' ? ConversationId : LeadId).safeParse(id).success) return place
    context.addIssue('is no place that a link leads to')
    return z.NEVER
  }),
})

/**
 * In the desktop host a `santral://` link comes from the preload, as a message of this window. The place stands in the address,
 * so that it is still there when whoever is asked for a password has signed in.
 */
export function followOpenedLinks(): void {
  window.addEventListener('message', event => {
    if (event.source !== window) return
    const opened = OpenedPlace.safeParse(event.data)
    if (opened.success) location.hash = opened.data.place
  })
}
