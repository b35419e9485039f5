/** The number on an error of Baileys (a Boom): why a line closed, or what a phone answered. */
export function baileysCode(error: unknown): number | null {
  const code = (error as { output?: { statusCode?: unknown } } | undefined)?.output?.statusCode
  return typeof code === 'number' ? code : null
}
