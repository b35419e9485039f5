import type { UseFormReturnType } from '@mantine/form'

export interface SetupValues {
  officeName: string
  timeZone: string
  defaultCountry: string
  name: string
  email: string
  password: string
}

export type SetupForm = UseFormReturnType<SetupValues>
