import { isOwnPage } from './page-address.ts'

const granted: ReadonlySet<string> = new Set(['notifications', 'clipboard-sanitized-write'])

/** Whether the page finds a permission granted when it looks. */
export function isPermissionGranted(permission: string, origin: string, mediaType: string | undefined): boolean {
  return isOwnPage(origin) && (granted.has(permission) || (permission === 'media' && mediaType === 'audio'))
}

/** Whether it is granted when the page asks; a frame in it is nobody. */
export function mayHavePermission(
  permission: string,
  details: { isMainFrame: boolean; requestingUrl: string },
): boolean {
  if (!details.isMainFrame || !isOwnPage(details.requestingUrl)) return false
  return granted.has(permission) || (permission === 'media' && isSoundAlone(details))
}

/** Asked for with a picture as well, it is refused as a whole. */
function isSoundAlone(details: object): boolean {
  const types = 'mediaTypes' in details && Array.isArray(details.mediaTypes) ? details.mediaTypes : []
  return types.length > 0 && types.every(type => type === 'audio')
}
