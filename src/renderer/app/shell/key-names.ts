const names: Record<string, string> = {
  mod: 'Ctrl',
  ctrl: 'Ctrl',
  shift: 'Shift',
  alt: 'Alt',
  escape: 'Esc',
  arrowup: '↑',
  arrowdown: '↓',
  arrowleft: '←',
  arrowright: '→',
  enter: 'Enter',
}

/** `mod+shift+L` → Ctrl, Shift, L; `shift+?` is just "?" to who types it. */
export function keyNames(keys: string): readonly string[] {
  const parts = keys.split('+').map(part => names[part.toLowerCase()] ?? part.toUpperCase())
  return parts.at(-1) === '?' ? ['?'] : parts
}
