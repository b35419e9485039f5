import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openChromiumWindow } from './chromium-window.ts'

let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'santral-window-'))
})

afterAll(async () => {
  await rm(folder, { recursive: true, force: true })
})

/** A program in Chromium's place that ends as the given shell line does. */
async function endOf(line: string): Promise<string> {
  const executable = join(folder, 'browser')
  await writeFile(executable, `#!/bin/sh\n${line}\n`)
  await chmod(executable, 0o755)
  return await openChromiumWindow({ executable, url: 'http://127.0.0.1:1/', dataFolder: folder }).closed
}

describe.runIf(process.platform !== 'win32')('the end of the window', () => {
  it('is told from a window that another Chromium of the same profile has opened instead', async () => {
    expect(await endOf('exit 0')).toBe('handed-over')
  })

  it('is told from a Chromium that cannot open one', async () => {
    expect(await endOf('exit 1')).toBe('failed')
    expect(await endOf('kill -TRAP $$')).toBe('failed')
  })

  it('is told from a program that does not exist', async () => {
    const executable = join(folder, 'nowhere')
    const { closed } = openChromiumWindow({ executable, url: 'http://127.0.0.1:1/', dataFolder: folder })
    expect(await closed).toBe('failed')
  })
})
