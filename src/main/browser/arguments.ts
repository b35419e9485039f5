import { parseArgs } from 'node:util'

export interface ServeArguments {
  /** Serve to a printed address instead of opening a window. */
  readonly isHeadless: boolean
  /** 0 lets the system choose. */
  readonly port: number
}

/** The option makes no sense; the message says why. */
export class WrongOption extends Error {
  override name = 'WrongOption'
}

/** Throws when an option is not known or the port is none. */
export function readArguments(given: readonly string[]): ServeArguments {
  const { values } = parseArgs({
    args: [...given],
    options: { headless: { type: 'boolean', default: false }, port: { type: 'string', default: '0' } },
  })
  const port = Number(values.port)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WrongOption('--port takes a number from 0 to 65535')
  return { isHeadless: values.headless, port }
}
