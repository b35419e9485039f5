export interface CloneCodec {
  encode(value: unknown): string
  decode(text: string): unknown
}

/**
 * Carries what structured cloning can carry as text, because the DevTools protocol carries nothing else.
 * Runs in Node and, by its source text, in the page: it must not use anything from outside itself.
 */
export function createCloneCodec(): CloneCodec {
  const views = { Uint8Array, Int8Array, Uint8ClampedArray, Uint16Array, Int16Array, Uint32Array, Int32Array, DataView }
  const otherViews = { Float32Array, Float64Array, BigInt64Array, BigUint64Array }
  const viewTypes: Record<string, new (buffer: ArrayBuffer) => ArrayBufferView> = { ...views, ...otherViews }

  function toBase64(bytes: Uint8Array): string {
    let text = ''
    for (const byte of bytes) text += String.fromCharCode(byte)
    return btoa(text)
  }

  function fromBase64(text: string): ArrayBuffer {
    return Uint8Array.from(atob(text), character => character.charCodeAt(0)).buffer
  }

  function encode(value: unknown): string {
    const seen = new Map<object, number>()

    function tag(part: unknown): unknown {
      if (part === null || typeof part === 'string' || typeof part === 'boolean') return part
      if (part === undefined) return ['undefined']
      if (typeof part === 'number')
        return Number.isFinite(part) && !Object.is(part, -0) ? part : ['number', String(part)]
      if (typeof part === 'bigint') return ['bigint', String(part)]
      if (typeof part !== 'object') throw new DOMException(`A ${typeof part} could not be cloned.`, 'DataCloneError')
      const known = seen.get(part)
      if (known !== undefined) return ['seen', known]
      seen.set(part, seen.size)
      if (part instanceof Date) return ['date', part.getTime()]
      if (part instanceof RegExp) return ['regexp', part.source, part.flags]
      if (part instanceof Map) return ['map', [...part].map(([key, entry]) => [tag(key), tag(entry)])]
      if (part instanceof Set) return ['set', [...part].map(tag)]
      if (part instanceof Error) return ['error', part.name, part.message]
      if (part instanceof ArrayBuffer) return ['buffer', toBase64(new Uint8Array(part))]
      if (ArrayBuffer.isView(part)) {
        const bytes = new Uint8Array(part.buffer, part.byteOffset, part.byteLength)
        // Node's Buffer arrives as what it is a kind of.
        return ['view', part instanceof Uint8Array ? 'Uint8Array' : part.constructor.name, toBase64(bytes)]
      }
      if (Array.isArray(part)) return ['array', part.map(tag)]
      return ['object', Object.entries(part).map(([key, entry]) => [key, tag(entry)])]
    }

    return JSON.stringify(tag(value))
  }

  function decode(text: string): unknown {
    const made: unknown[] = []

    function keep<Value>(value: Value): Value {
      made.push(value)
      return value
    }

    function untag(part: unknown): unknown {
      if (!Array.isArray(part)) return part
      const [kind, first, second] = part as [string, never, never]
      switch (kind) {
        case 'undefined':
          return undefined
        case 'number':
          return Number(first)
        case 'bigint':
          return BigInt(first)
        case 'seen':
          return made[first]
        case 'date':
          return keep(new Date(first))
        case 'regexp':
          return keep(new RegExp(first, second))
        case 'map': {
          const map = keep(new Map())
          for (const [key, entry] of first as [unknown, unknown][]) map.set(untag(key), untag(entry))
          return map
        }
        case 'set': {
          const set = keep(new Set())
          for (const entry of first as unknown[]) set.add(untag(entry))
          return set
        }
        case 'error':
          return keep(Object.assign(new Error(second), { name: first as string }))
        case 'buffer':
          return keep(fromBase64(first))
        case 'view': {
          const View = viewTypes[first]
          if (!View) throw new DOMException(`${String(first)} could not be cloned.`, 'DataCloneError')
          return keep(new View(fromBase64(second)))
        }
        case 'array': {
          const array = keep([] as unknown[])
          for (const entry of first as unknown[]) array.push(untag(entry))
          return array
        }
        case 'object': {
          const object = keep({} as Record<string, unknown>)
          for (const [key, entry] of first as [string, unknown][]) object[key] = untag(entry)
          return object
        }
        default:
          throw new Error(`Nothing is encoded as ${kind}`)
      }
    }

    return untag(JSON.parse(text))
  }

  return { encode, decode }
}
