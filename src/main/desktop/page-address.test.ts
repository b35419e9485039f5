import { describe, expect, it } from 'vitest'
import { parseExternalLink } from './external-link.ts'
import { isOwnPage } from './page-address.ts'

describe('our own page', () => {
  it.each(['app://santral/', 'app://santral', 'app://santral/index.html#/inbox?x=1'])('is %s', address => {
    expect(isOwnPage(address)).toBe(true)
  })

  it.each([
    'https://santral/',
    'app://santral.example.com/',
    'app://santral:80/',
    'app://somebody@santral/',
    'app:santral',
    'file:///santral',
    'about:blank',
    'null',
    '',
  ])('is not %s', address => {
    expect(isOwnPage(address)).toBe(false)
  })
})

describe('a link to the outside', () => {
  it.each(['https://example.com/a?b#c', 'mailto:ayse@example.com', 'tel:+905321234567'])('is opened: %s', address => {
    expect(parseExternalLink(address)?.href).toBe(address)
  })

  it.each([
    'http://example.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'ms-msdt:/id',
    'vscode://x',
    'smb://server/share',
    'app://santral/',
    'https://office@evil.example/',
    'not a link',
    '',
  ])('is left alone: %s', address => {
    expect(parseExternalLink(address)).toBeUndefined()
  })
})
