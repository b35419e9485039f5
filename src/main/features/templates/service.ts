import type { Template } from '#shared/contract/templates.ts'
import { type AppointmentId, type LeadId, newId, type StaffId, type TemplateId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { TemplateFacts } from '#shared/domain/template-values.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, changedFields, recordAudit } from '../audit/audit.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { SettingsService } from '../settings/service.ts'
import { initialTemplates } from './initial-templates.ts'
import {
  countUse,
  deleteRemovedBefore,
  findTemplate,
  hasTemplates,
  insertTemplate,
  listTemplates,
  type TemplateDetails,
  updateTemplate,
} from './queries.ts'
import { readTemplateFacts } from './template-facts.ts'

/** How long a removal can be taken back. */
const KEPT_FOR = 24 * 3_600_000

export function createTemplateService({
  db,
  clock,
  events,
  settings,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  settings: Pick<SettingsService, 'current'>
}) {
  function getTemplate(tx: Db, id: TemplateId): Template {
    const found = findTemplate(tx, id)
    if (!found || found.removedAt !== null) throw notFound('template')
    const { removedAt: _, ...template } = found
    return template
  }

  function noteChange(tx: Db, entry: Omit<AuditRecord, 'subjectKind'>): void {
    recordAudit(tx, clock, { subjectKind: 'template', ...entry })
    announce(tx)
  }

  function announce(tx: Db): void {
    afterCommit(tx, () => events.publish({ type: 'templates.changed' }))
  }

  return {
    async list(): Promise<Template[]> {
      return listTemplates(db)
    },

    /** What an office starts with, in the transaction of the first run. */
    insertInitial(tx: Db, locale: Locale): void {
      for (const { id = newId<TemplateId>(), ...template } of initialTemplates(locale))
        insertTemplate(tx, { id, ...template }, clock.now())
    },

    /** An office that is older than the appointment templates gets them; one that has any of its own has decided already. */
    ensureInitial(tx: Db, locale: Locale): void {
      if (hasTemplates(tx, 'appointment')) return
      for (const { id, ...template } of initialTemplates(locale))
        if (id !== undefined && template.category === 'appointment')
          insertTemplate(tx, { id, ...template }, clock.now())
    },

    async create(by: StaffId, { id, ...input }: TemplateDetails & { id: TemplateId }): Promise<Template> {
      return transact(db, tx => {
        if (findTemplate(tx, id)) return getTemplate(tx, id)
        const details = detailsOf(input)
        insertTemplate(tx, { id, ...details }, clock.now())
        noteChange(tx, { staffId: by, action: 'template.created', subjectId: id, after: details })
        return getTemplate(tx, id)
      })
    },

    async update(by: StaffId, input: TemplateDetails & { id: TemplateId; version: number }): Promise<Template> {
      const { id, version } = input
      return transact(db, tx => {
        const before = getTemplate(tx, id)
        if (before.version !== version) throw staleEdit('template', before.version)
        const details = detailsOf(input)
        const changed = changedFields(detailsOf(before), details)
        if (!changed) return before
        updateTemplate(tx, id, details, clock.now())
        noteChange(tx, { staffId: by, action: 'template.updated', subjectId: id, ...changed })
        return getTemplate(tx, id)
      })
    },

    async remove(by: StaffId, id: TemplateId): Promise<void> {
      transact(db, tx => {
        const before = detailsOf(getTemplate(tx, id))
        deleteRemovedBefore(tx, clock.now() - KEPT_FOR)
        updateTemplate(tx, id, { removedAt: clock.now() }, clock.now())
        noteChange(tx, { staffId: by, action: 'template.removed', subjectId: id, before })
      })
    },

    async restore(by: StaffId, id: TemplateId): Promise<Template> {
      return transact(db, tx => {
        const removedAt = findTemplate(tx, id)?.removedAt ?? null
        if (removedAt === null) return getTemplate(tx, id)
        updateTemplate(tx, id, { removedAt: null }, clock.now())
        noteChange(tx, { staffId: by, action: 'template.restored', subjectId: id })
        return getTemplate(tx, id)
      })
    },

    async noteUse(id: TemplateId): Promise<void> {
      transact(db, tx => {
        getTemplate(tx, id)
        countUse(tx, id, clock.now())
        announce(tx)
      })
    },

    async facts(
      viewer: Viewer,
      { leadId, appointmentId }: { leadId: LeadId; appointmentId: AppointmentId | null },
    ): Promise<TemplateFacts> {
      if (!isLeadVisible(db, viewer, leadId)) throw notFound('lead')
      const office = settings.current()
      const facts = readTemplateFacts(db, { leadId, appointmentId, staffId: viewer.id, office, now: clock.now() })
      if (!facts) throw notFound('appointment')
      return facts
    },
  }
}
export type TemplateService = ReturnType<typeof createTemplateService>

function detailsOf({ name, category, channel, variants }: TemplateDetails) {
  const written = variants.map(({ language, subject, content }) => ({ language, subject, content }))
  return { name, category, channel, variants: written }
}
