// Draws the PNG icons in resources/ from the SVG ones. Run it after changing a drawing: node scripts/make-icons.ts
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from '../src/main/browser/find-chromium.ts'

const resources = join(import.meta.dirname, '..', 'resources')

// electron-builder derives .ico and .icns from the 1024 px picture; Linux and the tray take theirs as they are.
const drawings: { svg: string; png: string; size: number }[] = [
  { svg: 'icon.svg', png: 'icon.png', size: 1024 },
  ...[16, 32, 48, 64, 128, 256, 512].map(size => ({ svg: 'icon.svg', png: `icons/${size}x${size}.png`, size })),
  { svg: 'tray.svg', png: 'tray.png', size: 16 },
  { svg: 'tray.svg', png: 'tray@2x.png', size: 32 },
  { svg: 'tray.svg', png: 'trayTemplate.png', size: 16 },
  { svg: 'tray.svg', png: 'trayTemplate@2x.png', size: 32 },
]

const executablePath = findChromium()
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  chromiumSandbox: process.getuid?.() !== 0,
})
try {
  for (const { svg, png, size } of drawings) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    const drawing = await readFile(join(resources, svg), 'utf8')
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${drawing}`)
    await writeFile(join(resources, png), await page.screenshot({ omitBackground: true }))
    await page.close()
  }
} finally {
  await browser.close()
}
