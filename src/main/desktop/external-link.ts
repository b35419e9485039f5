const openable: ReadonlySet<string> = new Set(['https:', 'mailto:', 'tel:'])

/**
 * The address as a link that may be handed to the rest of the desktop; undefined for everything else. Other schemes start
 * programs (`file:`, `ms-msdt:`, `vscode:` …), and a name before the `@` only serves to disguise where a link leads.
 */
export function parseExternalLink(address: string): URL | undefined {
  const url = URL.parse(address)
  if (!url || !openable.has(url.protocol)) return undefined
  if (url.protocol === 'https:' && (url.username !== '' || url.password !== '')) return undefined
  return url
}
