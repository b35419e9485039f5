import type { proto } from '@whiskeysockets/baileys'
import { LARGEST_THUMBNAIL } from '#shared/domain/file.ts'
import type { AdReferral } from '../channels/channel.ts'

/** Pictures, which would only make the row heavy. */
const LEFT_OUT = new Set(['thumbnail', 'originalImageUrl'])

/**
 * What the first message of somebody who came from an advertisement tells about it. It comes once: later messages of the same person
 * do not repeat it.
 */
export function readAdReferral(context: proto.IContextInfo | null): AdReferral | null {
  const ad = context?.externalAdReply
  const isFromAd =
    ad?.sourceType === 'ad' || Boolean(ad?.ctwaClid) || (context?.entryPointConversionSource ?? '').includes('ctwa')
  if (!context || !isFromAd) return null
  return {
    adId: filled(ad?.sourceId),
    clickId: filled(ad?.ctwaClid),
    title: filled(ad?.title),
    sourceUrl: filled(ad?.sourceUrl),
    picture: isSmallJpeg(ad?.thumbnail) ? ad.thumbnail : null,
    raw: {
      ...plain(ad ?? {}),
      ...plain({
        entryPointConversionSource: context.entryPointConversionSource,
        entryPointConversionApp: context.entryPointConversionApp,
        entryPointConversionDelaySeconds: context.entryPointConversionDelaySeconds,
        conversionSource: context.conversionSource,
        conversionDelaySeconds: context.conversionDelaySeconds,
      }),
    },
  }
}

function plain(fields: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name, value]) => value !== null && value !== undefined && value !== '' && !LEFT_OUT.has(name))
      .map(([name, value]) => [name, asJson(value)]),
  )
}

function asJson(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  // What is left is a 64-bit number.
  if (typeof value === 'object') return Number(value)
  return value
}

/** A stranger says what it is: a message must not grow heavy over it, nor a page draw anything else. */
function isSmallJpeg(bytes: Uint8Array | null | undefined): bytes is Uint8Array {
  return Boolean(
    bytes && bytes.length <= LARGEST_THUMBNAIL && bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff,
  )
}

function filled(value: string | null | undefined): string | null {
  return value ? value : null
}
