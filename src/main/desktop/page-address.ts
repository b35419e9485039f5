/** The page is served under a scheme of its own: unlike a file it has an origin, and unlike a port nobody else can ask for it. */
export const PAGE_SCHEME = 'app'
export const PAGE_HOST = 'santral'
export const PAGE_ADDRESS = `${PAGE_SCHEME}://${PAGE_HOST}/`

/** Whether an address (or an origin) is that of our own page. Everything else is a stranger. */
export function isOwnPage(address: string): boolean {
  const url = URL.parse(address)
  return url?.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST && url.username === '' && url.password === ''
}
