import type { AttachmentSummary, MediaDetails } from '#shared/contract/files.ts'
import type { Template } from '#shared/contract/templates.ts'
import {
  type AppointmentId,
  type FileId,
  type LeadId,
  newId,
  type StaffId,
  type TemplateId,
} from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import type { TemplateFacts } from '#shared/domain/template-values.ts'
import { afterCommit, type Db, transact } from '../../db/database.ts'
import type { AppEvents } from '../../events/app-events.ts'
import type { Clock } from '../../ports/clock.ts'
import type { Viewer } from '../../rpc/context.ts'
import { DomainError, notFound, staleEdit } from '../../rpc/domain-error.ts'
import { type AuditRecord, changedFields, recordAudit } from '../audit/audit.ts'
import type { KeptFiles } from '../files/kept-files.ts'
import { isLeadVisible } from '../leads/visibility.ts'
import type { Bearer } from '../session/sessions.ts'
import type { SettingsService } from '../settings/service.ts'
import { initialTemplates } from './initial-templates.ts'
import {
  deleteRemovedBefore,
  findTemplate,
  hasTemplates,
  insertTemplate,
  listTemplates,
  type TemplateDetails,
  takeTemplate,
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
  files,
}: {
  db: Db
  clock: Clock
  events: AppEvents
  files: Pick<KeptFiles, 'ofTemplates' | 'setOfTemplate' | 'announce' | 'finish' | 'stageOfTemplate'> & {
    addressOf(sessionId: string, id: FileId): { url: string }
  }
  settings: Pick<SettingsService, 'current'>
}) {
  function getTemplate(tx: Db, id: TemplateId): Template {
    const found = findTemplate(tx, id)
    if (!found || found.removedAt !== null) throw notFound('template')
    const { removedAt: _, ...template } = found
    return { ...template, files: files.ofTemplates(tx, [id]).get(id) ?? [] }
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
      const templates = listTemplates(db)
      const byTemplate = files.ofTemplates(
        db,
        templates.map(({ id }) => id),
      )
      return templates.map(template => ({ ...template, files: byTemplate.get(template.id) ?? [] }))
    },

    /** In the transaction of the message that its text goes into. */
    use(tx: Db, id: TemplateId): { id: TemplateId; name: string } | undefined {
      const used = takeTemplate(tx, id, clock.now())
      if (used) announce(tx)
      return used
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

    async create(by: StaffId, { id, ...input }: Written & { id: TemplateId }): Promise<Template> {
      return transact(db, tx => {
        if (findTemplate(tx, id)) return getTemplate(tx, id)
        const { fileIds, ...details } = detailsOf(input)
        insertTemplate(tx, { id, ...details }, clock.now())
        files.setOfTemplate(tx, id, fileIds)
        noteChange(tx, { staffId: by, action: 'template.created', subjectId: id, after: { ...details, fileIds } })
        return getTemplate(tx, id)
      })
    },

    async update(by: StaffId, input: Written & { id: TemplateId; version: number }): Promise<Template> {
      const { id, version } = input
      return transact(db, tx => {
        const before = getTemplate(tx, id)
        if (before.version !== version) throw staleEdit('template', before.version)
        const details = detailsOf(input)
        const changed = changedFields(detailsOf({ ...before, fileIds: before.files.map(file => file.id) }), details)
        if (!changed) return before
        const { fileIds, ...written } = details
        updateTemplate(tx, id, written, clock.now())
        files.setOfTemplate(tx, id, fileIds)
        noteChange(tx, { staffId: by, action: 'template.updated', subjectId: id, ...changed })
        return getTemplate(tx, id)
      })
    },

    async remove(by: StaffId, id: TemplateId): Promise<void> {
      transact(db, tx => {
        const before = { ...detailsOf(getTemplate(tx, id)) }
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
        takeTemplate(tx, id, clock.now())
        announce(tx)
      })
    },

    async startFile(
      { sessionId }: Bearer,
      viewer: Viewer,
      file: { id: FileId; name: string; mime: string; size: number },
    ): Promise<{ url: string }> {
      if (sessionId === null) throw new DomainError('UNAUTHENTICATED')
      transact(db, tx => files.announce(tx, viewer, file))
      return files.addressOf(sessionId, file.id)
    },

    async finishFile(
      viewer: Viewer,
      { id, details }: { id: FileId; details: MediaDetails },
    ): Promise<AttachmentSummary> {
      const finished = transact(db, tx => files.finish(tx, viewer, id, details))
      // Told after what is refused is gone: an error within would bring it back.
      if (finished === null) throw new DomainError('FILE_NOT_SHOWN')
      return finished
    },

    async stageFiles(viewer: Viewer, { id, leadId }: { id: TemplateId; leadId: LeadId }): Promise<AttachmentSummary[]> {
      return transact(db, tx => {
        if (!isLeadVisible(tx, viewer, leadId)) throw notFound('lead')
        return files.stageOfTemplate(tx, viewer, getTemplate(tx, id).id, leadId)
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

type Written = TemplateDetails & { readonly fileIds?: readonly FileId[] }

function detailsOf({ name, category, channel, variants, fileIds = [] }: Written) {
  const written = variants.map(({ language, subject, content }) => ({ language, subject, content }))
  return { name, category, channel, variants: written, fileIds }
}
