import type { ByteRange } from '../../ports/blob-store.ts'

/**
 * The piece that a `Range` header asks for. Null: the whole content (there is no header, or one that we may leave aside: several
 * pieces, other units). `unsatisfiable`: nothing of the content lies in it.
 */
export function parseRange(header: string | null, size: number): ByteRange | null | 'unsatisfiable' {
  const found = /^bytes=(?<first>\d{0,15})-(?<last>\d{0,15})$/u.exec(header?.trim() ?? '')?.groups
  if (!found || (found['first'] === '' && found['last'] === '')) return null
  const { first = '', last = '' } = found
  if (first === '') {
    const length = Math.min(Number(last), size)
    return length === 0 ? 'unsatisfiable' : { start: size - length, end: size - 1 }
  }
  const [start, end] = [Number(first), last === '' ? size - 1 : Math.min(Number(last), size - 1)]
  if (last !== '' && Number(last) < start) return null
  return start >= size ? 'unsatisfiable' : { start, end }
}
