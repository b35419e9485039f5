import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LeadFilter } from '#shared/contract/lead-filter.ts'
import { type LeadId, type LeadViewId, newId, type TagId } from '#shared/domain/ids.ts'
import { insertChannelAccount, insertKnownLead } from '../../rpc/testing/known-lead.ts'
import { type Client, openTestApp, type TestApp } from '../../rpc/testing/test-app.ts'

let office: TestApp
let admin: Client

beforeEach(async () => {
  office = await openTestApp()
  admin = office.admin
})
afterEach(() => office.close())

const addLead = () =>
  insertKnownLead(office.db, office.clock.now(), null, insertChannelAccount(office.db, office.clock.now())).leadId
const addTag = (name: string, id = newId<TagId>()) => admin.tags.create({ id, name, color: 'teal' })
const tagsOf = async (leadId: LeadId) => (await admin.leads.get({ id: leadId })).tagIds
const names = async () => (await admin.tags.list()).map(({ name }) => name)

describe('tags', () => {
  it('are made once, whoever makes them and however they are written', async () => {
    const vip = await addTag('VIP hasta')
    expect(await addTag('  vip   HASTA ')).toEqual(vip)
    expect(await addTag('VİP HASTA', vip.id)).toEqual(vip)
    await addTag('Çocuk')
    await addTag('Acil')
    expect(await names()).toEqual(['Acil', 'Çocuk', 'VIP hasta'])
  })

  it('hang on leads, are told on the timeline and found by the list', async () => {
    const [leadId, tag] = [addLead(), await addTag('Acil')]
    await admin.tags.hang({ leadId, tagId: tag.id })
    await admin.tags.hang({ leadId, tagId: tag.id })
    expect(await tagsOf(leadId)).toEqual([tag.id])
    expect((await admin.leads.list({ filter: { tagIds: [tag.id] } })).items.map(({ id }) => id)).toEqual([leadId])
    expect(await admin.tags.counts()).toEqual([{ tagId: tag.id, leads: 1 }])
    await admin.tags.takeOff({ leadId, tagId: tag.id })
    expect(await tagsOf(leadId)).toEqual([])
    const { items } = await admin.leads.timeline({ leadId })
    expect(items.filter(({ kind }) => kind === 'tag').map(({ data }) => data['isOn'])).toEqual([false, true])
  })

  it('are not for whoever may not see the lead', async () => {
    const [leadId, tag] = [addLead(), await addTag('Acil')]
    const [ayla, bora] = [office.hire('consultant'), office.hire('consultant')]
    await admin.leads.assign({ id: leadId, ownerId: ayla })
    const client = await office.connect(office.signIn(bora))
    await expect(client.tags.hang({ leadId, tagId: tag.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('are called otherwise, but never as another one', async () => {
    const [vip, acil] = [await addTag('VIP'), await addTag('Acil')]
    await expect(admin.tags.update({ ...acil, name: 'vip' })).rejects.toMatchObject({
      code: 'TAG_NAME_TAKEN',
      data: { tagId: vip.id, name: 'VIP' },
    })
    expect(await admin.tags.update({ ...acil, name: 'ACİL' })).toMatchObject({ name: 'ACİL', version: 2 })
    await expect(admin.tags.update({ ...acil, name: 'Eski' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('are merged with everybody who carries them, and with the views that ask for them', async () => {
    const [keep, absorb] = [await addTag('VIP'), await addTag('Özel')]
    const [one, both] = [addLead(), addLead()]
    for (const leadId of [one, both]) await admin.tags.hang({ leadId, tagId: absorb.id })
    await admin.tags.hang({ leadId: both, tagId: keep.id })
    const view = await admin.leadViews.create({
      ...{ id: newId<LeadViewId>(), name: 'Özeller', isShared: false, sort: 'created', direction: null },
      ...{ columns: null, layout: 'table', filter: LeadFilter.parse({ tagIds: [absorb.id] }) },
    })
    await admin.tags.merge({ keepId: keep.id, absorbId: absorb.id })
    expect(await names()).toEqual(['VIP'])
    expect([await tagsOf(one), await tagsOf(both)]).toEqual([[keep.id], [keep.id]])
    const views = await admin.leadViews.list()
    expect(views.find(({ id }) => id === view.id)?.filter.tagIds).toEqual([keep.id])
  })

  it('go from every lead when they are deleted', async () => {
    const [leadId, tag] = [addLead(), await addTag('Acil')]
    await admin.tags.hang({ leadId, tagId: tag.id })
    await admin.tags.remove({ id: tag.id })
    expect(await tagsOf(leadId)).toEqual([])
    await expect(admin.tags.hang({ leadId, tagId: tag.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
