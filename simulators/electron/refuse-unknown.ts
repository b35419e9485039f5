/** Asked of every object by the language itself (await, console.log, JSON): their absence means nothing. */
const askedByTheLanguage = new Set(['then', 'toJSON', 'constructor', 'inspect', 'asymmetricMatch', 'nodeType'])

/**
 * The double holds what the desktop host uses and nothing else. Whoever asks for more gets an error with the name of what is
 * missing, where a plain object would quietly give `undefined`.
 */
export function refuseUnknown<Double extends object>(name: string, double: Double): Double {
  return new Proxy(double, {
    get(target, key, receiver) {
      if (typeof key === 'string' && !(key in target) && !key.startsWith('_') && !askedByTheLanguage.has(key)) {
        throw new Error(`The Electron double has no ${name}.${key}`)
      }
      return Reflect.get(target, key, receiver)
    },
  })
}
