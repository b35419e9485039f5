import {
  type BinaryNode,
  encodeBigEndian,
  getBinaryNodeChild,
  getBinaryNodeChildren,
  S_WHATSAPP_NET,
} from '@whiskeysockets/baileys'
import { answerBlockListQuery } from './block-list.ts'
import type { ServerConnection } from './connection.ts'
import { bundleNodes } from './contact-receipts.ts'
import { answerDirectoryQuery } from './directory.ts'
import type { LinkedDevice } from './linked-device.ts'
import { bytesOf, node } from './stanza.ts'
import type { World } from './world.ts'

const MEDIA_CONNECTION_SECONDS = '3600'
const TIMELOCK_SECONDS = 86_400

/** Answers `<iq>` queries of a linked client. What it does not know gets an empty result, which Baileys takes for "fine". */
export function answerQuery(world: World, connection: ServerConnection, device: LinkedDevice, query: BinaryNode): void {
  if (query.attrs.type === 'result' || query.attrs.type === 'error') return
  const fault = world.faults.takeQueryFault(query)
  if (fault === 'drop') return
  if (fault !== undefined) {
    const text = fault === 429 ? 'rate-overlimit' : 'service-unavailable'
    connection.send(reply(query, 'error', [node('error', { code: String(fault), text })]))
    return
  }
  if (query.attrs.xmlns === 'blocklist') {
    const { content, error } = answerBlockListQuery(world, device, query)
    const refusal = error === undefined ? undefined : [node('error', { code: error, text: 'bad-request' })]
    connection.send(reply(query, refusal ? 'error' : 'result', refusal ?? content))
    return
  }
  connection.send(reply(query, 'result', contentFor(world, device, query)))
}

function contentFor(world: World, device: LinkedDevice, query: BinaryNode): BinaryNode[] | undefined {
  switch (query.attrs.xmlns) {
    case 'encrypt':
      return answerKeyQuery(world, device, query)
    case 'usync':
      return answerDirectoryQuery(world, query)
    case 'w:sync:app:state':
      return answerAppStateQuery(query)
    case 'privacy':
      return getBinaryNodeChild(query, 'privacy') && query.attrs.type === 'get'
        ? [node('privacy', {}, [node('category', { name: 'readreceipts', value: 'all' })])]
        : undefined
    case 'w:m':
      return [
        node('media_conn', { auth: 'sim', ttl: MEDIA_CONNECTION_SECONDS }, [
          node('host', { hostname: 'mmg.whatsapp.net' }),
        ]),
      ]
    case 'abt':
      return [node('props', { hash: 'sim' }, [])]
    case 'w:mex':
      return [node('result', {}, Buffer.from(JSON.stringify({ data: standing(world) })))]
    case 'md':
      if (getBinaryNodeChild(query, 'remove-companion-device'))
        world.phones.get(device.phoneNumber)?.removeDevice(device)
      return undefined
    default:
      return undefined
  }
}

/** What the account may do, as GraphQL answers it: whether it is kept from starting new chats, and how many it has started. */
function standing(world: World) {
  const isActive = world.faults.hasReachOutTimelock
  return {
    xwa2_fetch_account_reachout_timelock: {
      is_active: isActive,
      ...(isActive && {
        time_enforcement_ends: String(Math.floor(world.now() / 1000) + TIMELOCK_SECONDS),
        enforcement_type: 'DEFAULT',
      }),
    },
    xwa2_message_capping_info: { total_quota: 100, used_quota: 0, capping_status: 'NONE' },
  }
}

/**
 * Pre-keys: `count` and `digest` of what the client has here, `set` to upload (812 at first), `rotate` for a new signed key, and `key` to
 * fetch the bundles of others, phones and fellow companions alike.
 */
function answerKeyQuery(world: World, device: LinkedDevice, query: BinaryNode): BinaryNode[] | undefined {
  if (getBinaryNodeChild(query, 'count')) return [node('count', { value: String(device.oneTimeKeyCount) })]
  if (getBinaryNodeChild(query, 'digest')) return [node('digest', {}, [])]
  const rotate = getBinaryNodeChild(query, 'rotate')
  if (rotate) {
    device.storeSignedPreKey(rotate)
    return undefined
  }
  if (bytesOf(query, 'identity')) {
    device.storeKeys(query)
    return undefined
  }
  const wanted = getBinaryNodeChildren(getBinaryNodeChild(query, 'key'), 'user')
  return [
    node(
      'list',
      {},
      wanted.flatMap(({ attrs }) => bundleOf(world, attrs.jid)),
    ),
  ]
}

function bundleOf(world: World, jid: string | undefined): BinaryNode[] {
  const user = world.find(jid)
  if (!jid || !user) return []
  const deviceId = Number(/:(\d+)@/.exec(jid)?.[1] ?? 0)
  const source = deviceId === 0 ? user.party : user.role === 'office' ? user.devices.get(deviceId) : undefined
  if (!source) return []
  const bundle = source.takeBundle()
  return [
    node('user', { jid }, [node('registration', {}, encodeBigEndian(bundle.registrationId)), ...bundleNodes(bundle)]),
  ]
}

/** App state (archived chats, contacts' names …) is always in its first version: no patches, no snapshot. */
function answerAppStateQuery(query: BinaryNode): BinaryNode[] {
  const collections = getBinaryNodeChildren(getBinaryNodeChild(query, 'sync'), 'collection')
  return [
    node(
      'sync',
      {},
      collections.map(({ attrs }) => node('collection', { name: attrs.name, version: attrs.version, type: 'result' })),
    ),
  ]
}

function reply(query: BinaryNode, type: 'result' | 'error', content?: BinaryNode[]): BinaryNode {
  return node('iq', { from: S_WHATSAPP_NET, id: query.attrs.id, type }, content)
}
