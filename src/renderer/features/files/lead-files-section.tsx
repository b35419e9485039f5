import { UnstyledButton } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { FileFilter, type LeadFile } from '#shared/contract/files.ts'
import { useFormat } from '../../i18n/use-format.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { useNow } from '../../ui/use-now.ts'
import { FilePreview } from './file-preview.tsx'
import { FileThumbnail } from './file-thumbnail.tsx'
import type { FilesOwner } from './files-owner.ts'
import classes from './lead-files-section.module.css'
import { isPreviewable } from './previewable.ts'
import { saveFile } from './use-file-address.ts'
import { useFileCounts, useLeadFiles } from './use-lead-files.ts'

const SHOWN = 4
const EVERYTHING: FileFilter = FileFilter.parse({})

/** The newest files of a person, beside the chat; all of them are on the person's page. */
export function LeadFilesSection({ lead, className, titleClassName }: LeadFilesSectionProps) {
  const { t } = useTranslation('files')
  const format = useFormat()
  const now = useNow(60_000)
  const { data: files = [] } = useLeadFiles(lead.id, EVERYTHING, SHOWN)
  const { data: counts } = useFileCounts(lead.id)
  const [opened, setOpened] = useState<LeadFile | null>(null)
  if (files.length === 0 || counts === undefined) return null
  return (
    <section className={className} aria-label={t('title')}>
      <h3 className={titleClassName}>{t('title')}</h3>
      <ul className={classes.files}>
        {files.slice(0, SHOWN).map(file => (
          <li key={file.id}>
            <UnstyledButton
              className={classes.file}
              disabled={file.state !== 'ready'}
              onClick={() => (isPreviewable(file) ? setOpened(file) : void saveFile(file.id))}
            >
              <FileThumbnail file={file} />
              <span className={classes.text}>
                <span className={classes.name} title={file.name}>
                  {file.name}
                </span>
                <span className={classes.facts}>
                  {[
                    file.state === 'ready' ? format.bytes(file.size) : t(`states.${file.state}`),
                    format.moment(file.addedAt, now),
                  ].join(' · ')}
                </span>
              </span>
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Link
        to="/leads/$leadId/page"
        params={{ leadId: lead.id }}
        search={{ tab: 'files' }}
        className={classes.all}
        preload={false}
      >
        {t('showAllCount', { count: counts.total })}
      </Link>
      {opened !== null && <FilePreview file={opened} onClose={() => setOpened(null)} />}
    </section>
  )
}

interface LeadFilesSectionProps {
  readonly lead: FilesOwner
  readonly className?: string | undefined
  readonly titleClassName?: string | undefined
}
