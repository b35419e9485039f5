import { expect, it } from 'vitest'
import { parseExternalLink } from './external-link.ts'

it.each(['https://example.com/a?b=c#d', 'mailto:ofis@example.com', 'tel:+905551234567'])(
  '%s may be opened',
  address => {
    expect(parseExternalLink(address)?.href).toBe(address)
  },
)

it.each([
  'http://example.com/',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'ms-msdt:/id',
  'vscode://file/x',
  'smb://server/share',
  'app://santral/',
  'santral://chat/x',
  '\\\\server\\share',
  '//example.com/',
  'https://bank.example@evil.example/',
  'https://user:word@evil.example/',
  'not an address',
  '',
])('%s is not opened', address => {
  expect(parseExternalLink(address)).toBeUndefined()
})
