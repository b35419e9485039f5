import type { AuthenticationCreds, WAMessage } from '@whiskeysockets/baileys'
import type { ChannelAccountId } from '#shared/domain/ids.ts'
import type { ChannelSink } from '../channels/channel.ts'
import { askAgain } from './ask-again.ts'
import { readBlockList } from './block-list.ts'
import type { Line } from './line.ts'
import { type LinkParts, type LinkWorld, ownAddressOf, presenceOf } from './link-parts.ts'
import { askStanding } from './standing.ts'

/** With the line open: what only Baileys can act on, what has to be asked for again, and what was done on the phone meanwhile. */
export async function catchUp({
  line,
  leftovers,
  creds,
  world,
  accountId,
  sink,
  parts: { journal, receiver, store, watch },
}: {
  line: Line
  leftovers: readonly WAMessage[]
  creds: AuthenticationCreds | undefined
  world: LinkWorld
  accountId: ChannelAccountId
  sink: Pick<ChannelSink, 'standingChanged'>
  parts: LinkParts
}): Promise<void> {
  const { log, clock } = world
  try {
    // After pairing Baileys may have shown us as online, and the office's phone would stay silent.
    await line.socket.sendPresenceUpdate(presenceOf(world))
    for (const message of leftovers) await line.socket.upsertMessage(message, 'append')
    await askAgain({ socket: line.socket, journal, now: clock.now(), log, emitStanza: line.emitAgain })
    const blocked = await readBlockList(line.socket, ownAddressOf(creds), store)
    if (blocked) receiver.tell([blocked])
    await watch.renew(line.socket)
    sink.standingChanged(accountId, await askStanding(line.socket))
  } catch (error) {
    log.info({ error }, 'catching up was interrupted')
  }
}
