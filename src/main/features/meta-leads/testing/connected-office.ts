import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import { controlOf } from '../../../../../simulators/graph/control-client.ts'
import { makeReadyOffice } from '../../../../../simulators/graph/ready-office.ts'
import { startGraphSimulator } from '../../../../../simulators/graph/simulator.ts'
import { openTestDatabase, type TestDatabase } from '../../../db/testing/test-database.ts'
import { openTestApp } from '../../../rpc/testing/test-app.ts'

const A_YEAR = 365 * 24 * 3_600_000

/** A Meta of the test's own with a ready office in it. It follows the test's clock, unless that is set wrong by a year. */
async function openTestMeta({ clock }: Pick<TestDatabase, 'clock'>) {
  // Its own time goes on also when ours is set wrong.
  let wrong = 0
  clock.onJump(({ from, to }) => {
    if (Math.abs(to - from) > A_YEAR / 2) wrong += to - from
  })
  const simulator = await startGraphSimulator({ now: () => clock.now() - wrong })
  const control = controlOf(simulator)
  return { simulator, control, office: await makeReadyOffice(control) }
}

/** The whole application with one brand that is connected to its page at a simulated Meta. */
export async function openConnectedOffice({ database = openTestDatabase() }: { database?: TestDatabase } = {}) {
  const atMeta = await openTestMeta(database)
  const { simulator, control, office } = atMeta
  const app = await openTestApp({
    database,
    endpoints: {
      whatsapp: 'ws://127.0.0.1:9',
      whatsappRootKey: undefined,
      media: 'http://127.0.0.1:9',
      graph: simulator.url,
    },
  })
  const { admin } = app
  const { id: brandId } = await admin.brands.create({ id: newId<BrandId>(), name: 'Umut Diş' })
  const { id: connectionId } = await admin.meta.connect({
    id: newId<MetaConnectionId>(),
    brandId,
    pageId: office.page.id,
    adAccountIds: [],
    pollMinutes: 5,
    token: office.token,
    appId: null,
    appSecret: null,
  })

  return {
    ...app,
    ...atMeta,
    connectionId,
    sync: () => app.admin.metaLeads.sync({ connectionId }),
    forms: () => app.admin.metaLeads.forms({ connectionId }),
    /** Somebody fills in a form. */
    fill: (
      form: number,
      answers: Record<string, string>,
      more: { ad?: string; createdAt?: number; id?: string } = {},
    ) => control.call('submit', { form: office.forms[form]?.id ?? '', answers, ...more }),
    async close() {
      await app.close()
      await simulator.close()
    },
  }
}
export type ConnectedOffice = Awaited<ReturnType<typeof openConnectedOffice>>
