import { List, ThemeIcon } from '@mantine/core'
import { IconDeviceMobile, IconDotsVertical, IconKeyboard, IconQrcode, IconSettings } from '@tabler/icons-react'
import { Trans } from 'react-i18next'

interface PhoneStepsProps {
  readonly method: 'qr' | 'code'
}

/** Where to tap on the phone, in WhatsApp's own words of each language, with the marks that stand there. */
export function PhoneSteps({ method }: PhoneStepsProps) {
  const marks = {
    b: <strong />,
    menu: <Mark icon={<IconDotsVertical size={13} />} />,
    settings: <Mark icon={<IconSettings size={13} />} />,
    device: <Mark icon={<IconDeviceMobile size={13} />} />,
    last: <Mark icon={method === 'qr' ? <IconQrcode size={13} /> : <IconKeyboard size={13} />} />,
  }
  return (
    <List type="ordered" size="sm" spacing="sm">
      <List.Item>
        <Trans ns="channelAccounts" i18nKey="steps.open" components={marks} />
      </List.Item>
      <List.Item>
        <Trans ns="channelAccounts" i18nKey="steps.devices" components={marks} />
      </List.Item>
      <List.Item>
        <Trans ns="channelAccounts" i18nKey={method === 'qr' ? 'steps.scan' : 'steps.type'} components={marks} />
      </List.Item>
    </List>
  )
}

function Mark({ icon }: { readonly icon: React.ReactNode }) {
  return (
    <ThemeIcon
      component="span"
      variant="default"
      size={20}
      radius={4}
      style={{ verticalAlign: 'middle' }}
      aria-hidden="true"
    >
      {icon}
    </ThemeIcon>
  )
}
