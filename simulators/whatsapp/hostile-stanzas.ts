import { type BinaryNode, encodeBinaryNode } from '@whiskeysockets/baileys'

/** A whole number, both ends included. */
type Whole = (from: number, to: number) => number

const VALUES = [
  '',
  ' ',
  '0',
  '-1',
  'NaN',
  '1e400',
  '99999999999999',
  '99999999999999999999',
  '@',
  ':@lid',
  '1:99999@s.whatsapp.net',
  '905551112233@s.whatsapp.net',
  '12345678901234@lid',
  '120363001234567890@g.us',
  'status@broadcast',
  '1@newsletter',
  '0@s.whatsapp.net',
  's.whatsapp.net',
  'garbage@garbage@garbage',
  'text',
  'media',
  'msg',
  'pkmsg',
  'skmsg',
  'retry',
  '\u0000\uffff',
  '__proto__',
  '👩‍👩‍👧‍👦',
  'x'.repeat(3_000),
]
const NAMES = [
  'id',
  'from',
  'to',
  'type',
  't',
  'participant',
  'recipient',
  'notify',
  'edit',
  'sender_lid',
  'sender_pn',
  'participant_pn',
  'addressing_mode',
  'offline',
  'category',
  'verified_name',
  'server_id',
  'v',
  'count',
]
const TAGS = [
  'enc',
  'unavailable',
  'device-identity',
  'verified_name',
  'plaintext',
  'retry',
  'keys',
  'list',
  'item',
  'error',
]

/** A valid stanza with one to four things in it that are not as they should be. */
export function spoil(node: BinaryNode, whole: Whole): BinaryNode {
  let spoilt = node
  for (let left = whole(1, 4); left > 0; left -= 1) {
    const candidate = structuredClone(spoilt)
    change(pick(whole, placesIn(candidate)), whole)
    if (canBeSent(candidate)) spoilt = candidate
  }
  return spoilt
}

/** Bytes of a protobuf or of a frame, torn, turned, doubled or made up. */
export function spoilBytes(bytes: Uint8Array, whole: Whole): Uint8Array {
  const copy = Buffer.from(bytes)
  switch (whole(0, 5)) {
    case 0:
      return copy.subarray(0, whole(0, copy.length))
    case 1:
      return Buffer.concat([copy, copy])
    case 2:
      return Uint8Array.from({ length: whole(0, 400) }, () => whole(0, 255))
    case 3:
      return Buffer.concat([nested(whole(50, 5_000)), copy])
    default:
      for (let left = whole(1, 8); left > 0 && copy.length > 0; left -= 1)
        copy[whole(0, copy.length - 1)] = whole(0, 255)
      return copy
  }
}

/** A message within a message within a message, as protobuf: field 37 (`ephemeralMessage`), then field 1 (`message`). */
function nested(depth: number): Buffer {
  let inner: Buffer = Buffer.from([0x0a, 1, 0x78])
  for (let level = 0; level < depth && inner.length < 60_000; level += 1) {
    const wrapped = Buffer.concat([Buffer.from([0x0a]), lengthOf(inner), inner])
    inner = Buffer.concat([Buffer.from([0xaa, 0x02]), lengthOf(wrapped), wrapped])
  }
  return inner
}

function lengthOf({ length }: Buffer): Buffer {
  const bytes: number[] = []
  for (let left = length; ; left >>= 7) {
    if (left < 0x80) return Buffer.from([...bytes, left])
    bytes.push((left & 0x7f) | 0x80)
  }
}

function change(node: BinaryNode, whole: Whole): void {
  const children = Array.isArray(node.content) ? node.content : undefined
  const names = Object.keys(node.attrs)
  switch (whole(0, 9)) {
    case 0:
    case 1:
      if (names.length > 0) delete node.attrs[pick(whole, names)]
      return
    case 2:
    case 3:
      node.attrs[names.length > 0 ? pick(whole, names) : 'id'] = pick(whole, VALUES)
      return
    case 4:
      node.attrs[pick(whole, NAMES)] = pick(whole, VALUES)
      return
    case 5:
      if (children && children.length > 0) children.push(structuredClone(pick(whole, children)))
      else node.content = [{ tag: pick(whole, TAGS), attrs: {} }]
      return
    case 6:
      if (children) children.splice(whole(0, children.length), 1)
      else delete node.content
      return
    case 7:
      node.content =
        node.content instanceof Uint8Array
          ? spoilBytes(node.content, whole)
          : pick(whole, ['', 'text', Buffer.alloc(0)])
      return
    case 8:
      node.content = [deep(whole(2, 120))]
      return
    default:
      if (children) for (const child of children) child.tag = pick(whole, TAGS)
      else node.content = Buffer.alloc(whole(0, 100_000), 7)
  }
}

function deep(levels: number): BinaryNode {
  let node: BinaryNode = { tag: 'enc', attrs: { v: '2', type: 'msg' }, content: Buffer.from([1]) }
  for (let level = 0; level < levels; level += 1) node = { tag: 'enc', attrs: {}, content: [node] }
  return node
}

function placesIn(node: BinaryNode): BinaryNode[] {
  return [node, ...(Array.isArray(node.content) ? node.content.flatMap(placesIn) : [])]
}

function canBeSent(node: BinaryNode): boolean {
  try {
    encodeBinaryNode(node)
    return true
  } catch {
    return false
  }
}

function pick<Item>(whole: Whole, items: readonly Item[]): Item {
  const item = items[whole(0, items.length - 1)]
  if (item === undefined) throw new Error('There is nothing to pick from')
  return item
}
