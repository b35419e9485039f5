import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findPageFile } from './page-files.ts'

const folder = join('program', 'out', 'renderer')

describe('an address of the page', () => {
  it('means a file of its folder, with its type', () => {
    expect(findPageFile(folder, 'app://santral/assets/main-abc.js')).toEqual({
      path: join(folder, 'assets', 'main-abc.js'),
      contentType: 'text/javascript; charset=utf-8',
    })
    expect(findPageFile(folder, 'app://santral/assets/bayrak%20t%C3%BCrkiye.svg?v=1')?.path).toBe(
      join(folder, 'assets', 'bayrak türkiye.svg'),
    )
  })

  it.each(['app://santral/', 'app://santral', 'app://santral/leads/42'])('means the page itself: %s', address => {
    expect(findPageFile(folder, address)?.path).toBe(join(folder, 'index.html'))
  })

  it.each([
    'app://santral/..%2f..%2fpackage.json',
    'app://santral/..%5c..%5cpackage.json',
    'app://santral/assets/%2e%2e%2fmain%2findex.js',
    'app://santral/c:%5cwindows%5cwin.ini',
    'app://santral/index.html%00.js',
    'app://santral/.env.json',
    'app://santral/%E0%A4%A.js',
    'app://santral/main.exe',
    'not an address',
  ])('means nothing: %s', address => {
    expect(findPageFile(folder, address)).toBeUndefined()
  })

  it('cannot climb out of the folder by dots', () => {
    // The address itself has resolved them: what is left is a file of that name inside the folder.
    expect(findPageFile(folder, 'app://santral/../../../package.json')?.path).toBe(join(folder, 'package.json'))
    expect(findPageFile(folder, 'app://santral/%2e%2e/%2e%2e/package.json')?.path).toBe(join(folder, 'package.json'))
  })
})
