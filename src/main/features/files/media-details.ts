import type { MediaDetails } from '#shared/contract/files.ts'
import { LARGEST_THUMBNAIL, LONGEST_WAVEFORM } from '#shared/domain/file.ts'

/** What a page or a channel says about a picture, a film or a sound. */
export interface GivenDetails {
  readonly width: number | null
  readonly height: number | null
  readonly seconds: number | null
  /** One byte for each height, 0 to 100. */
  readonly waveform: Uint8Array | null
  /** A JPEG. */
  readonly thumbnail: Uint8Array | null
}

/** As it may be kept: what makes no sense is left out, because a message must not fail over its thumbnail. */
export function toDetailColumns({ width, height, seconds, waveform, thumbnail }: GivenDetails) {
  const size = isLength(width) && isLength(height) ? { width, height } : { width: null, height: null }
  return {
    ...size,
    seconds: seconds !== null && Number.isFinite(seconds) && seconds >= 0 ? seconds : null,
    waveform: waveform === null || waveform.length === 0 ? null : toHeights(waveform),
    thumbnail: thumbnail !== null && isSmallJpeg(thumbnail) ? Buffer.from(thumbnail) : null,
  }
}

export function detailsOfPage({ waveform, thumbnailUrl, ...rest }: MediaDetails): GivenDetails {
  return {
    ...rest,
    waveform: waveform && Uint8Array.from(waveform),
    thumbnail: thumbnailUrl === null ? null : Buffer.from(thumbnailUrl.slice(thumbnailUrl.indexOf(',') + 1), 'base64'),
  }
}

export function thumbnailUrlOf(thumbnail: Buffer | null): string | null {
  return thumbnail && `data:image/jpeg;base64,${thumbnail.toString('base64')}`
}

function isLength(pixels: number | null): pixels is number {
  return Number.isSafeInteger(pixels) && Number(pixels) > 0
}

function toHeights(waveform: Uint8Array): Buffer {
  return Buffer.from(waveform.slice(0, LONGEST_WAVEFORM).map(height => Math.min(height, 100)))
}

function isSmallJpeg(bytes: Uint8Array): boolean {
  return bytes.length <= LARGEST_THUMBNAIL && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff
}
