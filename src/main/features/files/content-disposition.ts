/** How a browser should take what it is sent, and under which name it would save it (RFC 6266, both forms of the name). */
export function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/[^\x20-\x7e]/gu, '')
    .replace(/["\\%;]/gu, '_')
  const encoded = encodeURIComponent(name).replace(/['()*!]/gu, character => `%${character.charCodeAt(0).toString(16)}`)
  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
