import { join } from 'node:path'
import { connect } from '../src/main/db/connection.ts'
import { meetCustomer } from './fixtures/customer.ts'
import { linkNumber } from './fixtures/linked-number.ts'
import { expect, test } from './fixtures/office.ts'

test.use({ hasWhatsApp: true })
test.slow()

const MESSAGES = 900
/** A screen of the shortest lines, and what is kept ready above and below it. */
const MOST_MOUNTED = 80

test('a chat of any length is read to its beginning with few rows in the page, and come back from to its end', async ({
  page,
  office,
  whatsApp,
}) => {
  const token = await office.setUp({ locale: 'tr' })
  await linkNumber(await office.connect(token), whatsApp)
  const customer = await meetCustomer(whatsApp, { name: 'Zeynep Işık', phoneNumber: '+905321112233' })
  await customer.writes('Satır sonu')
  await office.openAs(page, token)
  await page
    .getByRole('list', { name: /Sohbetler/u })
    .getByRole('link', { name: /Zeynep/u })
    .waitFor()
  const sqlite = connect(join(office.dataFolder, 'santral.db'))
  sqlite.exec(`with recursive n (n) as (select 1 union all select n + 1 from n where n < ${MESSAGES})
    insert into messages
    (id, conversation_id, lead_id, channel, direction, kind, body, status, external_id, sort_at, read_at, created_at, updated_at)
    select '00000005-0000-7000-8000-' || printf('%012x', n), id, lead_id, 'whatsapp', 'in', 'text', 'Satır ' || n || '.', 'read',
      'OLD' || n, last_message_at - (${MESSAGES} + 1 - n) * 60000, 1, 0, 0
    from n, conversations`)
  sqlite.close()
  await page.getByRole('link', { name: /Zeynep/u }).click()
  const log = page.getByRole('log')
  await expect(log.getByRole('article').filter({ hasText: 'Satır sonu' })).toBeInViewport()

  const { lines, mounted } = await log.evaluate(async element => {
    const seen = new Set<string>()
    let most = 0
    while (!seen.has('Satır 1.')) {
      const rows = element.querySelectorAll('[data-index]')
      most = Math.max(most, rows.length)
      for (const row of rows) for (const [line] of row.textContent.matchAll(/Satır \d+\./gu)) seen.add(line)
      element.scrollTop -= 500
      await new Promise(resolve => requestAnimationFrame(resolve))
    }
    return { lines: seen.size, mounted: most }
  })
  expect(lines).toBe(MESSAGES)
  expect(mounted).toBeLessThan(MOST_MOUNTED)
  // It is in the page a little before it is in sight.
  await expect(async () => {
    await log.evaluate(element => element.scrollTo({ top: 0 }))
    await expect(log.getByRole('article').filter({ hasText: 'Satır 1.' })).toBeInViewport({ timeout: 500 })
  }).toPass()

  // What had been let go on the way is there again.
  await page.getByRole('button', { name: /en yeniye git|En yeni mesaja git/u }).click()
  await expect(log.getByRole('article').filter({ hasText: 'Satır sonu' })).toBeInViewport()
  await customer.writes('Bir şey daha')
  await expect(log.getByRole('article').filter({ hasText: 'Bir şey daha' })).toBeInViewport()
})
