import { z } from 'zod'
import { managers, signedIn } from './procedure.ts'

/** What belongs to the PC on which the program runs, and not to the office. Null: this PC has no such thing. */
export const ThisPcSettings = z.object({
  /** The program begins when somebody signs in to the PC. */
  startsAtLogin: z.boolean().nullable(),
  /** With its window closed it goes on beside the clock, and goes on receiving. */
  staysInTray: z.boolean().nullable(),
})
export type ThisPcSettings = z.infer<typeof ThisPcSettings>

export const thisPc = {
  get: signedIn.output(ThisPcSettings),
  /** Changes the given fields only. */
  update: managers
    .input(z.object({ startsAtLogin: z.boolean().optional(), staysInTray: z.boolean().optional() }))
    .output(ThisPcSettings)
    .errors({ NOT_ON_THIS_PC: {} }),
}
