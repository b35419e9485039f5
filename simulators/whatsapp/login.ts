import type { ServerConnection } from './connection.ts'
import { CLOSE_REASONS, failure } from './faults.ts'
import { sendFirstHistory } from './history.ts'
import { node, wireTime } from './stanza.ts'
import type { World } from './world.ts'

const LOGGED_OUT = 401

/**
 * A client that is linked already says its phone number (`username`), its device number and proves its Noise key. The server answers
 * `<success t lid/>`, then what waited for it, then `<ib><offline count/></ib>`; a stranger gets `<failure reason=401/>`. A second socket
 * of the same device throws out the first with a conflict.
 */
export async function logIn(world: World, connection: ServerConnection): Promise<void> {
  const { loginFailure } = world.faults
  if (loginFailure !== undefined) return connection.end(failure(loginFailure))
  const phone = world.phones.get(String(connection.payload?.username ?? ''))
  const device = phone?.devices.get(connection.payload?.device ?? 0)
  if (!phone || !device?.noiseStatic.equals(connection.clientStatic)) return connection.end(failure(LOGGED_OUT))

  device.connection?.end(CLOSE_REASONS.replaced.stanza())
  connection.device = device
  connection.send(node('success', { t: wireTime(world.now()), lid: device.lidJid, location: 'sim', props: '1' }))
  connection.send(node('ib', {}, [node('edge_routing', {}, [node('routing_info', {}, Buffer.from('sim'))])]))
  device.deliverQueue(connection, { withMarker: !world.faults.withoutOfflineMarker })
  world.events.publish({ type: 'link', phone: phone.phoneNumber, device: device.id, state: 'online', at: world.now() })
  if (!device.hasHistory) await sendFirstHistory(world, phone, device)
}

export function noteDisconnect(world: World, connection: ServerConnection): void {
  const { device } = connection
  if (device?.connection !== connection) return
  device.connection = undefined
  world.events.publish({
    type: 'link',
    phone: device.phoneNumber,
    device: device.id,
    state: 'offline',
    at: world.now(),
  })
}
