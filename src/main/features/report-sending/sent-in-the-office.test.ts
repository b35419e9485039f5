import { afterEach, beforeEach, expect, it } from 'vitest'
import { newId, type ReportRecipientId, type ReportRunId } from '#shared/domain/ids.ts'
import { openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'

let office: TestApp
beforeEach(async () => {
  office = await openTestApp()
})
afterEach(() => office.close())

it('a report of the whole application is made, with the PDF of its own thread, and handed over', async () => {
  const { admin, app } = office
  app.start()
  const [id, recipientId] = [newId<ReportRunId>(), newId<ReportRecipientId>()]
  await admin.reportRecipients.create({
    ...{ id: recipientId, staffId: null, name: 'Ortak', channel: 'email', address: 'ortak@example.com' },
    ...{ audience: 'manager', locale: 'tr', hasConsented: true },
  })
  await admin.reportRuns.send({
    ...{ id, period: { kind: 'last_week' }, sections: ['leads', 'numbers'], content: 'by_role' },
    ...{ recipientIds: [recipientId], listIds: [] },
  })
  await app.runner.whenIdle()
  const { state, documents } = await admin.reportRuns.get({ id })
  expect(state).toBe('ready')
  expect(documents).toMatchObject([{ title: 'Haftalık rapor', locale: 'tr' }])
})
