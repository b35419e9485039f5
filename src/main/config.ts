import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'

/** Where everything of this office is kept, and where the outside is reached. Parsed once, at start. */
export interface AppConfig {
  readonly dataFolder: string
  /** Where `drizzle/` and `resources/` are. */
  readonly programFolder: string
  readonly programVersion: string
  readonly host: 'desktop' | 'browser'
  readonly endpoints: Endpoints
}

/** Replacements of the outside's addresses, for simulators on this machine. Undefined means the real service. */
export interface Endpoints {
  readonly whatsapp: string | undefined
  /** The root key of the simulator's certificates; without it only WhatsApp's own is accepted. */
  readonly whatsappRootKey: Uint8Array | undefined
  readonly media: string | undefined
  readonly graph: string | undefined
  readonly twilio?: string | undefined
  readonly netgsm?: string | undefined
  readonly ses?: string | undefined
}

// A replaced address gets the office's messages: only this very machine may be named.
const LoopbackUrl = z.url().refine(text => ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(text).hostname), {
  error: 'only an address of this machine may replace an outside service',
})

const Environment = z.object({
  SANTRAL_DATA_DIR: z.string().min(1).optional(),
  SANTRAL_CLOCK: z.string().min(1).optional(),
  SANTRAL_WHATSAPP_URL: LoopbackUrl.optional(),
  SANTRAL_WHATSAPP_ROOT_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/iu)
    .optional(),
  SANTRAL_MEDIA_URL: LoopbackUrl.optional(),
  SANTRAL_GRAPH_URL: LoopbackUrl.optional(),
  SANTRAL_TWILIO_URL: LoopbackUrl.optional(),
  SANTRAL_NETGSM_URL: LoopbackUrl.optional(),
  SANTRAL_SES_URL: LoopbackUrl.optional(),
})

/** A variable of the environment makes no sense; the message names it, and not what it holds. */
export class WrongEnvironment extends Error {
  override name = 'WrongEnvironment'
}

/** What the environment says. Throws a WrongEnvironment. */
export function readEnvironment(environment: Record<string, string | undefined>) {
  const parsed = Environment.safeParse(environment)
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    throw new WrongEnvironment(problems.join('\n'))
  }
  const given = parsed.data
  const rootKey = given.SANTRAL_WHATSAPP_ROOT_KEY
  return {
    dataFolder: given.SANTRAL_DATA_DIR,
    clockFile: given.SANTRAL_CLOCK,
    endpoints: {
      whatsapp: given.SANTRAL_WHATSAPP_URL,
      // A foreign root is believed only together with a foreign server, never for WhatsApp's own.
      whatsappRootKey: rootKey && given.SANTRAL_WHATSAPP_URL ? Buffer.from(rootKey, 'hex') : undefined,
      media: given.SANTRAL_MEDIA_URL,
      graph: given.SANTRAL_GRAPH_URL,
      twilio: given.SANTRAL_TWILIO_URL,
      netgsm: given.SANTRAL_NETGSM_URL,
      ses: given.SANTRAL_SES_URL,
    } satisfies Endpoints,
  }
}

/** The data folder of this user where nothing else is said: the same that the desktop host uses. */
export function defaultDataFolder(platform: NodeJS.Platform, environment: Record<string, string | undefined>): string {
  const home = homedir()
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), 'Santral')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Santral')
  return join(environment['XDG_CONFIG_HOME'] ?? join(home, '.config'), 'Santral')
}
