import { IconPlayerPlayFilled } from '@tabler/icons-react'
import { useState } from 'react'
import type { AttachmentSummary } from '#shared/contract/files.ts'
import { KindIcon } from '../conversations/kind-icon.tsx'
import classes from './file-thumbnail.module.css'
import { useFileAddress } from './use-file-address.ts'

/** Above it the small picture has to do: a page of these would be hundreds of megabytes. */
const LARGEST_SHOWN = 3_000_000

interface FileThumbnailProps {
  readonly file: AttachmentSummary
  readonly isLarge?: boolean
}

/** What a file looks like, small; a picture of its kind where there is nothing to see. Its name always stands beside it. */
export function FileThumbnail({ file, isLarge = false }: FileThumbnailProps) {
  const isPicture = file.kind === 'image' || file.kind === 'sticker'
  const isWanted = isPicture && file.state === 'ready' && file.size < LARGEST_SHOWN
  const address = useFileAddress(file.id, isWanted && (isLarge || file.thumbnailUrl === null))
  const [broken, setBroken] = useState<string | null>(null)
  // What a sender gives as a small picture need not be one.
  const source = [address, file.thumbnailUrl].find(one => one && one !== broken) ?? null
  return (
    <span className={classes.thumbnail} data-is-large={isLarge} aria-hidden>
      {source === null ? (
        <>
          <KindIcon kind={file.kind} size={isLarge ? 40 : 20} />
          {isLarge && <span className={classes.ending}>{endingOf(file.name)}</span>}
        </>
      ) : (
        <img src={source} alt="" loading="lazy" draggable={false} onError={() => setBroken(source)} />
      )}
      {file.kind === 'video' && source !== null && (
        <span className={classes.play}>
          <IconPlayerPlayFilled size={isLarge ? 18 : 10} />
        </span>
      )}
    </span>
  )
}

function endingOf(name: string): string | undefined {
  return /\.(?<ending>(?=[a-z0-9]*[a-z])[a-z0-9]{1,5})$/iu.exec(name)?.groups?.['ending']?.toUpperCase()
}
