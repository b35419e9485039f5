import { Select } from '@mantine/core'
import { OfficeSettings } from '#shared/contract/settings.ts'
import { useTranslation } from '../../i18n/use-translation.ts'
import { SavedField } from '../../ui/saved-field.tsx'
import { useOfficeSetting } from './use-office-setting.ts'

interface ReturningFieldProps {
  readonly value: OfficeSettings['returningReopens']
  readonly isReadOnly: boolean
}

const { returningReopens } = OfficeSettings.shape

/** What becomes of a closed lead that fills in a form again. */
export function ReturningField({ value, isReadOnly }: ReturningFieldProps) {
  const { t } = useTranslation('settings')
  const setting = useOfficeSetting('returningReopens')
  return (
    <SavedField state={setting.state}>
      <Select
        label={t('returningReopens')}
        description={t('returningReopensHint')}
        disabled={isReadOnly}
        allowDeselect={false}
        data={returningReopens.options.map(choice => ({ value: choice, label: t(`returningChoices.${choice}`) }))}
        value={value}
        onChange={choice => choice !== null && setting.save(returningReopens.parse(choice))}
      />
    </SavedField>
  )
}
