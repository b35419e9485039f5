import { z } from 'zod'

const Person = z.object({ name: z.string(), phones: z.array(z.string()) })

/** What a message carries besides its text and its file, for the kinds that are shown as a card. */
export const MessageDetails = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: z.string().nullable(),
    address: z.string().nullable(),
  }),
  z.object({ kind: z.literal('contacts'), people: z.array(Person) }),
  z.object({ kind: z.literal('poll'), question: z.string(), options: z.array(z.string()) }),
  z.object({ kind: z.literal('call'), isVideo: z.boolean(), isMissed: z.boolean() }),
  z.object({ kind: z.literal('number_request') }),
  z.object({ kind: z.literal('number_shared') }),
  /** Something of a shop, an event, an invitation: its title and what is said of it. */
  z.object({ kind: z.literal('card'), title: z.string(), text: z.string().nullable() }),
])
export type MessageDetails = z.infer<typeof MessageDetails>
