import { describe, expect, it } from 'vitest'
import { detectMime, HEAD_LENGTH, kindOfContent, mayShowInline, watchHead } from './file-type.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const box = (brand: string) => bytes(`\0\0\0\x20ftyp${brand}\0\0\0\0isom`)
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

describe('the type of a content', () => {
  it.each([
    ['\xff\xd8\xff\xe0..JFIF', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n....', 'image/png'],
    ['GIF89a....', 'image/gif'],
    ['RIFF\0\0\0\0WEBPVP8 ', 'image/webp'],
    ['BM........\0\0\0\0\x28\0\0\0', 'image/bmp'],
    ['II*\0....', 'image/tiff'],
    ['%PDF-1.7\n', 'application/pdf'],
    ['ID3\x04....', 'audio/mpeg'],
    ['\xff\xfb\x90\x64', 'audio/mpeg'],
    ['\xff\xf1\x50\x80', 'audio/aac'],
    ['OggS\0\x02....OpusHead', 'audio/ogg'],
    ['RIFF\0\0\0\0WAVEfmt ', 'audio/wav'],
    ['fLaC\0', 'audio/flac'],
    ['#!AMR\n', 'audio/amr'],
    ['\x1a\x45\xdf\xa3....\x42\x82\x84webm', 'video/webm'],
    ['\x1a\x45\xdf\xa3....\x42\x82\x88matroska', 'video/x-matroska'],
    ['PK\x03\x04....', 'application/zip'],
  ])('%j is %s, whatever it is called', (head, mime) => {
    expect(detectMime(bytes(head), 'text/html')).toBe(mime)
  })

  it.each([
    ['isom', 'video/mp4'],
    ['mp42', 'video/mp4'],
    ['M4A ', 'audio/mp4'],
    ['qt  ', 'video/quicktime'],
    ['3gp4', 'video/3gpp'],
    ['heic', 'image/heic'],
    ['avif', 'image/avif'],
  ])('a box of brand %j is %s', (brand, mime) => expect(detectMime(box(brand), 'x')).toBe(mime))

  it.each([
    ['<script>alert(1)</script>', 'image/png'],
    ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">', 'image/svg+xml'],
    ['<!doctype html>', 'text/html'],
    ['<?xml version="1.0"?>', 'application/xhtml+xml'],
    ['MZ\x90\0', 'application/pdf'],
    ['RIFF\0\0\0\0AVI ', 'video/mp4'],
    ['....\0\0\0\0WEBP', 'image/webp'],
    ['', 'image/jpeg'],
    ['\xff\xff\xff\xff', 'audio/mpeg'],
    ['\xff\xfea\0d\0', 'audio/mpeg'],
    ['BMW is a car, not a picture', 'image/bmp'],
  ])('%j, called %s, is of no known type and never shown', (head, declared) => {
    const mime = detectMime(bytes(head), declared)
    expect([mime, mayShowInline(mime)]).toEqual(['application/octet-stream', false])
  })

  it('believes what was said only where the bytes leave it open and nothing can be shown by it', () => {
    expect(detectMime(bytes('PK\x03\x04'), DOCX)).toBe(DOCX)
    expect(detectMime(bytes('PK\x03\x04'), 'text/html')).toBe('application/zip')
    expect(detectMime(bytes('\xd0\xcf\x11\xe0'), 'application/msword')).toBe('application/msword')
    expect(detectMime(bytes('ad;soyad'), 'text/csv; charset=utf-8')).toBe('text/csv')
    expect(detectMime(box('isom'), 'audio/mp4')).toBe('audio/mp4')
    expect(detectMime(bytes('\x1a\x45\xdf\xa3..webm'), 'Audio/WebM;codecs=opus')).toBe('audio/webm')
    expect(detectMime(box('isom'), 'image/png')).toBe('video/mp4')
    for (const mime of ['text/html', 'image/svg+xml', 'application/xml', 'text/plain', DOCX, 'image/heic'])
      expect(mayShowInline(mime)).toBe(false)
  })

  it('takes a picture that is none for a document', () => {
    expect(kindOfContent('image', 'image/jpeg')).toBe('image')
    expect(kindOfContent('image', 'application/octet-stream')).toBe('document')
    expect(kindOfContent('voice', 'audio/ogg')).toBe('voice')
    expect(kindOfContent('voice', 'video/mp4')).toBe('document')
    expect(kindOfContent('sticker', 'image/webp')).toBe('sticker')
    expect(kindOfContent('document', 'image/jpeg')).toBe('document')
  })

  it('looks at the first bytes while they pass, however they are cut', async () => {
    async function* oneByOne(): AsyncGenerator<Uint8Array> {
      for (const byte of bytes('%PDF-1.7'.padEnd(HEAD_LENGTH * 2, '.'))) yield Uint8Array.of(byte)
    }
    const watched = watchHead(oneByOne())
    let passed = 0
    for await (const chunk of watched.source) passed += chunk.length
    expect([passed, watched.head().length]).toEqual([HEAD_LENGTH * 2, HEAD_LENGTH])
    expect(detectMime(watched.head(), '')).toBe('application/pdf')
  })
})
