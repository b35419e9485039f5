import { z } from 'zod'

/** No procedure takes more: files have their own ways. */
export const LONGEST_FRAME = 4 * 1024 * 1024

const REQUEST = 1
const ABORT = 4

/** What a page sends: a call, or the word that it does not wait for an answer any more. */
const RequestFrame = z.union([
  z.object({
    i: z.string().max(100),
    t: z.literal(REQUEST).optional(),
    p: z.object({
      u: z.string().startsWith('/').max(200),
      // A body of any other kind than JSON is no call of ours, and would be kept in parts until the connection ends.
      h: z.object({ 'content-type': z.never().optional(), 'content-disposition': z.never().optional() }).optional(),
    }),
  }),
  z.object({ i: z.string().max(100), t: z.literal(ABORT) }),
])

/**
 * Whether this is a frame that oRPC can read. It would leave any other to the console, with what stood in it, or to nobody as an
 * unhandled rejection, which ends the program.
 */
export function isRequestFrame(data: unknown): data is string {
  if (typeof data !== 'string' || data.length > LONGEST_FRAME) return false
  try {
    return RequestFrame.safeParse(JSON.parse(data)).success
  } catch {
    return false
  }
}
