import { afterEach, beforeEach, expect, it } from 'vitest'
import { unknownPc } from '../../browser/quiet-ports.ts'
import { createFakeThisPc } from '../../ports/fakes.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { createThisPcService } from './service.ts'

let office: Awaited<ReturnType<typeof openTestOffice>>

beforeEach(async () => {
  office = await openTestOffice()
})
afterEach(() => office.close())

it('keeps what is chosen on the PC, tells of it and writes down who chose it', async () => {
  const { db, clock, events, admin, heard } = office
  const service = createThisPcService({ db, clock, events, thisPc: createFakeThisPc() })
  expect(await service.update(admin.id, { startsAtLogin: true })).toEqual({ startsAtLogin: true, staysInTray: false })
  expect(await service.update(admin.id, { startsAtLogin: true })).toEqual({ startsAtLogin: true, staysInTray: false })
  expect(heard).toEqual([{ type: 'this-pc.changed' }])
  expect(await office.actions(1)).toEqual(['this_pc.changed'])
})

it('refuses what the PC has not', async () => {
  const { db, clock, events, admin } = office
  const service = createThisPcService({ db, clock, events, thisPc: unknownPc })
  expect(await service.get()).toEqual({ startsAtLogin: null, staysInTray: null })
  await expect(service.update(admin.id, { startsAtLogin: true })).rejects.toThrow('NOT_ON_THIS_PC')
})
