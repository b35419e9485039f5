import {
  IconCalendarEvent,
  IconChartBar,
  IconClockPause,
  IconEyeOff,
  IconFile,
  IconHelpCircle,
  IconLink,
  IconMapPin,
  IconMessage,
  IconMicrophone,
  IconMusic,
  IconPackage,
  IconPhone,
  IconPhoneCheck,
  IconPhonePlus,
  IconPhoto,
  IconPhotoPlus,
  IconSticker,
  IconTag,
  IconUser,
  IconVideo,
} from '@tabler/icons-react'
import type { MessageKind } from '#shared/domain/message.ts'

const icons: Record<MessageKind, typeof IconPhoto> = {
  text: IconMessage,
  image: IconPhoto,
  video: IconVideo,
  voice: IconMicrophone,
  audio: IconMusic,
  document: IconFile,
  sticker: IconSticker,
  location: IconMapPin,
  contact: IconUser,
  poll: IconChartBar,
  order: IconPackage,
  product: IconTag,
  event: IconCalendarEvent,
  album: IconPhotoPlus,
  invite: IconLink,
  call: IconPhone,
  number_request: IconPhonePlus,
  number_shared: IconPhoneCheck,
  view_once: IconEyeOff,
  waiting: IconClockPause,
  unsupported: IconHelpCircle,
}

interface KindIconProps {
  readonly kind: MessageKind
  readonly size?: number
}

/** A kind's picture; its name always stands beside it. A kind of a newer core has the question mark. */
export function KindIcon({ kind, size = 16 }: KindIconProps) {
  const Icon = icons[kind] ?? IconHelpCircle
  return <Icon size={size} stroke={1.6} style={{ flex: 'none' }} aria-hidden />
}
