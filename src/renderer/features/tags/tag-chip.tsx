import { Badge, CloseButton } from '@mantine/core'
import type { Tag } from '#shared/contract/tags.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { StageDot } from '../leads/stage-mark.tsx'

/** The colour alone never carries the meaning: it stands beside the name. */
export function TagDot({ color }: { readonly color: Tag['color'] }) {
  return <StageDot color={color} />
}

interface TagChipProps {
  readonly tag: Pick<Tag, 'name' | 'color'>
  readonly onRemove?: (() => void) | undefined
}

export function TagChip({ tag, onRemove }: TagChipProps) {
  const { t } = useTranslation('tags')
  return (
    <Badge
      variant="default"
      size="md"
      tt="none"
      fw={500}
      maw={180}
      leftSection={<TagDot color={tag.color} />}
      rightSection={
        onRemove && (
          <CloseButton
            size={16}
            iconSize={12}
            variant="transparent"
            aria-label={t('takeOff', { name: tag.name })}
            onClick={onRemove}
          />
        )
      }
    >
      {tag.name}
    </Badge>
  )
}
