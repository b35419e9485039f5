import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPackage } from '@electron/asar'
import { FuseV1Options } from '@electron/fuses'
import { SENTINEL } from '@electron/fuses/dist/constants.js'
import electronPackage from 'electron/package.json' with { type: 'json' }

/** How many switches a binary of Electron has that electron-builder knows of. */
const FUSES = Object.values(FuseV1Options).filter(option => typeof option === 'number').length

/**
 * A folder that electron-builder takes for Electron's distribution for Linux: its files by name, with a "binary" that holds
 * nothing but the switches that a build flips, all of them on.
 */
export async function writeElectronStandIn(folder: string): Promise<void> {
  const resources = join(folder, 'resources')
  const empty = join(folder, 'default-app')
  mkdirSync(resources, { recursive: true })
  mkdirSync(empty)
  writeFileSync(join(empty, 'main.js'), '')
  await createPackage(empty, join(resources, 'default_app.asar'))
  const fuses = Buffer.concat([Buffer.from(SENTINEL), Buffer.from([1, FUSES]), Buffer.alloc(FUSES, '1')])
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('#!/bin/sh\nexit 1\n'), fuses]), { mode: 0o755 })
  writeFileSync(join(folder, 'chrome-sandbox'), '', { mode: 0o755 })
  writeFileSync(join(folder, 'version'), electronPackage.version)
  for (const paper of ['LICENSE', 'LICENSES.chromium.html']) writeFileSync(join(folder, paper), paper)
}
