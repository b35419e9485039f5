import { Anchor, Button, Group, Stack } from '@mantine/core'
import type { LinkState } from '#shared/domain/link-state.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { PairingCode } from './pairing-code.tsx'
import classes from './pairing-view.module.css'
import { PhoneSteps } from './phone-steps.tsx'
import { QrCode } from './qr-code.tsx'

interface PairingViewProps {
  readonly link: Extract<LinkState, { kind: 'pairing' }>
  readonly method: 'qr' | 'code'
  onCancel(): void
  onChangeMethod(method: 'qr' | 'code'): void
}

/** Waiting for the phone: the code to scan or to type, and beside it where to tap. */
export function PairingView({ link, method, onCancel, onChangeMethod }: PairingViewProps) {
  const { t } = useTranslation('channelAccounts')
  return (
    <div className={classes.pairing}>
      {method === 'qr' ? (
        <QrCode text={link.qr} expiresAt={link.expiresAt} lifetimeMs={link.lifetimeMs} />
      ) : (
        <PairingCode code={link.code} expiresAt={link.expiresAt} />
      )}
      <Stack gap="md" className={classes.words}>
        <PhoneSteps method={method} />
        <Group gap="md">
          <Anchor
            component="button"
            type="button"
            size="sm"
            onClick={() => onChangeMethod(method === 'qr' ? 'code' : 'qr')}
          >
            {method === 'qr' ? t('useCode') : t('useQr')}
          </Anchor>
          <Button variant="subtle" color="gray" size="xs" onClick={onCancel}>
            {t('cancelLinking')}
          </Button>
        </Group>
      </Stack>
    </div>
  )
}
