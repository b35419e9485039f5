import { Avatar } from '@mantine/core'
import { IconUser } from '@tabler/icons-react'
import { useLocale } from '../../i18n/use-locale.ts'
import { initialsOf } from './initials.ts'

interface PersonAvatarProps {
  readonly name: string
  readonly size?: number
}

/** Initials in a grey circle; the name stands beside it, so a screen reader passes over it. */
export function PersonAvatar({ name, size = 40 }: PersonAvatarProps) {
  const locale = useLocale()
  const initials = initialsOf(name, locale)
  return (
    <Avatar
      size={size}
      radius="xl"
      color="gray"
      variant="light"
      aria-hidden
      styles={{
        placeholder: {
          fontSize: size * 0.38,
          fontWeight: 550,
          color: 'light-dark(#46515a, #bcc4c9)',
          backgroundColor: 'light-dark(rgb(9 30 40 / 7%), rgb(255 255 255 / 8%))',
        },
      }}
    >
      {initials === '' ? <IconUser size={size * 0.5} stroke={1.6} /> : initials}
    </Avatar>
  )
}
