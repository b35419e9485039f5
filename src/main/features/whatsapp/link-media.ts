import type { WASocket } from '@whiskeysockets/baileys'
import { MediaProblem } from '#shared/domain/media-problem.ts'
import type { LinkMedia } from '../channels/channel.ts'
import { encodeMedia } from './encode-media.ts'
import { askForMedia, fetchMedia } from './fetch-media.ts'
import type { LinkWorld } from './link-parts.ts'
import type { OwnAddress } from './peer-address.ts'

/** Contents of one linked number: fetched without it, given and asked for through its open line. */
export function createLinkMedia({
  world: { mediaUrl: server, clock },
  own,
  openSocket,
}: {
  world: Pick<LinkWorld, 'mediaUrl' | 'clock'>
  own: () => OwnAddress
  openSocket: () => Pick<WASocket, 'refreshMediaConn' | 'updateMediaMessage'> | undefined
}): LinkMedia {
  function getSocket() {
    const socket = openSocket()
    if (!socket) throw new MediaProblem('no-link')
    return socket
  }

  return {
    encode: async (message, media, signal) =>
      encodeMedia({ message, media, own: own(), socket: getSocket(), server, clock, signal }),
    fetch: (raw, signal) => fetchMedia(raw, { server, clock, signal }),
    askPhone: async (message, signal) => askForMedia(getSocket(), message, signal),
  }
}
