import { z } from 'zod'

const Area = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() })

/** The desktop around the program, as a test sets it up. */
const Surroundings = z.object({
  /** Preferred first. */
  languages: z.array(z.string()).default(['tr-TR']),
  /** The areas windows may cover; the first is the main screen's. */
  screens: z
    .array(Area)
    .min(1)
    .default([{ x: 0, y: 0, width: 1920, height: 1040 }]),
  isDark: z.boolean().default(false),
  /** How long nobody has touched mouse or keyboard. */
  idleSeconds: z.number().default(0),
  isOnline: z.boolean().default(true),
  /** Installed, and not started from its sources; then with the folder of its resources. */
  isPackaged: z.boolean().default(false),
  resources: z.string().optional(),
  /** What the keychain holds for this user; `null` is a system without a keychain. */
  keychain: z.string().nullable().default('the keychain of this user'),
})
export type Surroundings = z.infer<typeof Surroundings>

/** Name of the variable that carries them, as JSON. */
export const SURROUNDINGS_VARIABLE = 'ELECTRON_DOUBLE_SURROUNDINGS'

export const surroundings: Surroundings = Surroundings.parse(JSON.parse(process.env[SURROUNDINGS_VARIABLE] ?? '{}'))
