/** @typedef {string | number | boolean | null | undefined | ((event: Event) => unknown)} Value */

/**
 * An element: attributes as on paper, `on…` as listeners, `false` and `null` left out.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, Value>} [attributes]
 * @param {...(Node | string | null | false)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue
    if (typeof value === 'function') element.addEventListener(name.slice('on'.length), value)
    else element.setAttribute(name, value === true ? '' : String(value))
  }
  element.append(...children.filter(isNode))
  return element
}

/** @param {Node | string | null | false} child @returns {child is Node | string} */
function isNode(child) {
  return child !== null && child !== false
}

/** @param {string} name */
export function initials(name) {
  const [first = '', second = ''] = name.split(/\s+/u)
  return `${[...first][0] ?? ''}${[...second][0] ?? ''}`.toLocaleUpperCase('tr')
}

/** A colour that stays with a person. @param {string} id */
export function hueOf(id) {
  return [...id].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 360, 7)
}
