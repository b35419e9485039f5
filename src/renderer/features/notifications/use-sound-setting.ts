import { useLocalStorage } from '@mantine/hooks'

/** Whether this PC makes a sound for a new message. It belongs to the PC: in an open office not every desk wants one. */
export function useSoundSetting(): [boolean, (isOn: boolean) => void] {
  const [isOn, setIsOn] = useLocalStorage({
    key: 'santral.sound',
    defaultValue: true,
    getInitialValueInEffect: false,
  })
  return [isOn, setIsOn]
}
