import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { newId, type TemplateId } from '#shared/domain/ids.ts'
import { INITIAL_TEMPLATE } from '#shared/domain/initial-template-ids.ts'
import { findUnknownPlaceholders } from '#shared/domain/template.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { openTestOffice } from '../setup/testing/test-office.ts'
import { takeTemplate } from './queries.ts'
import { templates, templateVariants } from './schema.ts'

describe('templates', () => {
  let office: Awaited<ReturnType<typeof openTestOffice>>
  beforeEach(async () => {
    office = await openTestOffice()
  })
  afterEach(() => office.close())

  const german = { language: 'de', subject: null, content: 'Guten Tag {{first_name}}' }
  const turkish = { language: 'tr', subject: null, content: 'Merhaba {{first_name}}' }
  const details = { name: 'Fiyat', category: 'quick_reply', channel: null, variants: [turkish, german] } as const
  const asRead = {
    ...details,
    variants: details.variants.map(variant => ({ ...variant, providerId: null, providerStatus: null })),
  }
  const create = (id = newId<TemplateId>()) => office.templates.create(office.admin.id, { id, ...details })
  const use = (id: TemplateId) => takeTemplate(office.db, id, office.clock.now())
  const names = async () => (await office.templates.list()).map(({ name }) => name)

  it('are there from the first run, in several languages, with nothing that cannot be filled', async () => {
    const ready = await office.templates.list()
    for (const { variants } of ready) {
      expect(variants.map(({ language }) => language)).toEqual(expect.arrayContaining(['tr', 'en', 'de', 'ar']))
      expect(variants.flatMap(({ content, subject }) => findUnknownPlaceholders(content + (subject ?? '')))).toEqual([])
    }
    expect(ready.filter(({ category }) => category === 'appointment').map(({ id }) => id)).toEqual(
      expect.arrayContaining(Object.values(INITIAL_TEMPLATE)),
    )
  })

  it('are added once', async () => {
    const template = await create()
    expect(template).toMatchObject({ ...asRead, version: 1, usageCount: 0 })
    expect(await create(template.id)).toEqual(template)
    expect((await names()).filter(name => name === 'Fiyat')).toHaveLength(1)
    expect(office.heard).toEqual([{ type: 'templates.changed' }])
    expect(await office.actions(1)).toEqual(['template.created'])
  })

  it('are edited by one person at a time', async () => {
    const template = await create()
    const edited = await office.templates.update(office.admin.id, { ...template, name: 'Fiyatlar' })
    expect(edited).toMatchObject({ name: 'Fiyatlar', version: 2 })
    const stale = office.templates.update(office.admin.id, { ...template, name: 'Ücret' })
    await expect(stale).rejects.toThrow(staleEdit('template', 2))
  })

  it('lose what a provider has approved only where the words are others', async () => {
    const template = await create()
    office.db.update(templateVariants).set({ providerId: 'HX1', providerStatus: 'approved' }).run()
    const variants = [{ ...german, content: 'Hallo' }, turkish]
    const edited = await office.templates.update(office.admin.id, { ...template, variants })
    expect(edited.variants).toEqual([
      { ...german, content: 'Hallo', providerId: null, providerStatus: null },
      { ...turkish, providerId: 'HX1', providerStatus: 'approved' },
    ])
    const fewer = await office.templates.update(office.admin.id, { ...edited, variants: [turkish] })
    expect(fewer.variants).toHaveLength(1)
  })

  it('come by how much they are used; using one disturbs nobody who edits it', async () => {
    const template = await create()
    use(template.id)
    const [first] = await office.templates.list()
    expect(first).toEqual({ ...template, usageCount: 1, lastUsedAt: office.clock.now() })
    await office.templates.update(office.admin.id, { ...template, name: 'Buyurun' })
  })

  it('are removed, and come back with their count for a day', async () => {
    const template = await create()
    use(template.id)
    await office.templates.remove(office.admin.id, template.id)
    expect(await names()).not.toContain('Fiyat')
    expect(use(template.id)).toBeUndefined()
    await expect(create(template.id)).rejects.toThrow(notFound('template'))
    expect(await office.templates.restore(office.admin.id, template.id)).toMatchObject({ ...asRead, usageCount: 1 })
    expect(await office.actions(2)).toEqual(['template.restored', 'template.removed'])
    await office.templates.restore(office.admin.id, template.id)
    expect(await office.actions(1)).toEqual(['template.restored'])

    await office.templates.remove(office.admin.id, template.id)
    await office.clock.advance(24 * 3_600_000 + 1)
    const other = await create()
    await office.templates.remove(office.admin.id, other.id)
    await expect(office.templates.restore(office.admin.id, template.id)).rejects.toThrow(notFound('template'))
    expect(
      office.db
        .select({ id: templates.id })
        .from(templates)
        .all()
        .map(({ id }) => id),
    ).not.toContain(template.id)
  })
})
