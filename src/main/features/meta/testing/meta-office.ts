import type { MetaConnection } from '#shared/contract/meta.ts'
import { type BrandId, type MetaConnectionId, newId } from '#shared/domain/ids.ts'
import type { StaffRole } from '#shared/domain/staff-role.ts'
import { controlOf, type GraphControl } from '../../../../../simulators/graph/control-client.ts'
import { makeReadyOffice, type ReadyOffice } from '../../../../../simulators/graph/ready-office.ts'
import { type GraphSimulator, startGraphSimulator } from '../../../../../simulators/graph/simulator.ts'
import { openTestDatabase, type TestDatabase } from '../../../db/testing/test-database.ts'
import { type Client, openTestApp, type TestApp } from '../../../rpc/testing/test-app.ts'
import { auditLog } from '../../audit/schema.ts'
import { brands } from '../../brands/schema.ts'
import { metaConnections } from '../schema.ts'

export interface MetaOffice extends TestApp {
  readonly simulator: GraphSimulator
  readonly control: Pick<GraphControl, 'call'>
  /** Another one after `startOver`. */
  ready: ReadyOffice
  createBrand(name?: string): Promise<BrandId>
  /** Connected with the ready office's page, as its wizard would. */
  connectBrand(given?: { brandId?: BrandId; token?: string; appSecret?: string | null }): Promise<MetaConnection>
  connectAs(role: StaffRole): Promise<Client>
  /** No brand, no connection, a Meta without faults, and another office there: cheaper than a new application for each test. */
  startOver(): Promise<void>
}

/** The whole application with a Meta of its own, in which an office stands ready; both live by the same clock. */
export async function openMetaOffice({
  database = openTestDatabase(),
}: {
  database?: TestDatabase
} = {}): Promise<MetaOffice> {
  const simulator = await startGraphSimulator({ now: () => database.clock.now() })
  const control = controlOf(simulator)
  const app = await openTestApp({
    database,
    // The discard port for everybody but Meta.
    endpoints: {
      whatsapp: 'ws://127.0.0.1:9',
      whatsappRootKey: undefined,
      media: 'http://127.0.0.1:9',
      graph: simulator.url,
    },
  })
  const { admin, db } = app
  const closeApp = app.close

  const office: MetaOffice = {
    ...app,
    simulator,
    control,
    ready: await makeReadyOffice(control),
    createBrand: async (name = 'Umut Diş') => (await admin.brands.create({ id: newId<BrandId>(), name })).id,
    async connectBrand({ brandId, token, appSecret = null } = {}) {
      const { ready } = office
      return admin.meta.connect({
        id: newId<MetaConnectionId>(),
        brandId: brandId ?? (await office.createBrand()),
        token: token ?? ready.token,
        appId: appSecret === null ? null : ready.app.id,
        appSecret,
        pageId: ready.page.id,
        adAccountIds: ready.accounts.map(({ id }) => id),
        pollMinutes: 5,
      })
    },
    connectAs: role => app.connect(app.signIn(app.hire(role))),
    async startOver() {
      db.delete(metaConnections).run()
      db.delete(brands).run()
      db.delete(auditLog).run()
      app.notifier.shown.length = 0
      simulator.faults.clear()
      simulator.requests.length = 0
      office.ready = await makeReadyOffice(control)
    },
    async close() {
      await closeApp()
      await simulator.close()
    },
  }
  return office
}
