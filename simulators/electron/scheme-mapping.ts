/**
 * A plain Chromium knows no scheme of ours. A page of `app://santral/inbox` is shown as `https://santral.app.invalid/inbox`,
 * which is as secure and has an origin too; nothing of it ever reaches a network, and main sees the address it knows.
 */
const schemes = new Set<string>()

export function mapScheme(scheme: string): void {
  schemes.add(scheme)
}

export function toChromium(address: string): string {
  const [, scheme, host, rest] = address.match(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i) ?? []
  return scheme && schemes.has(scheme) ? `https://${host}.${scheme}.invalid${rest}` : address
}

export function fromChromium(address: string): string {
  const [, host, scheme, rest] = address.match(/^https:\/\/([^/?#]+)\.([a-z][a-z0-9+-]*)\.invalid(.*)$/) ?? []
  return scheme && schemes.has(scheme) ? `${scheme}://${host}${rest}` : address
}

/** The scheme of ours that an address of Chromium stands for. */
export function mappedScheme(address: string): string | undefined {
  const original = fromChromium(address)
  return original === address ? undefined : original.slice(0, original.indexOf(':'))
}
