/** Makes the compiler say when a union has a case that nobody handled. Names the case, never what it holds: that may be a person's. */
export function assertNever(value: never, what: string): never {
  const { kind, type } = Object(value) as { kind?: unknown; type?: unknown }
  const name = [value, kind, type].find((candidate): candidate is string => typeof candidate === 'string')
  throw new Error(`Unhandled ${what}: ${name ?? 'of an unknown kind'}`)
}
