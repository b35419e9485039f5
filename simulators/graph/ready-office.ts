import type { GraphControl } from './control-client.ts'

const KVKK = {
  title: 'KVKK aydınlatma metni',
  body: 'Kişisel verileriniz yalnızca sizinle iletişim kurmak için işlenir.',
  checkboxes: [
    { key: 'kvkk_onay', text: 'Aydınlatma metnini okudum.', isRequired: true },
    { key: 'pazarlama_onay', text: 'Kampanyalardan haberdar olmak istiyorum.', isRequired: false },
  ],
}

/**
 * An office at Meta as offices are: a page with three forms and their ads, an ad account, an app, and a system user of the business with
 * a token that may do everything.
 */
export async function makeReadyOffice({ call }: Pick<GraphControl, 'call'>, { pageName = 'Umut Diş Kliniği' } = {}) {
  const app = await call('createApp', { name: `${pageName} CRM` })
  const person = await call('createPerson', { name: 'Santral', isSystemUser: true })
  const page = await call('createPage', { name: pageName })
  await call('setPageRole', { person: person.id, page: page.id, tasks: ['ADVERTISE', 'ANALYZE', 'MANAGE_LEADS'] })
  const account = await call('createAdAccount', { name: `${pageName} TRY`, people: [person.id] })
  const second = await call('createAdAccount', { name: `${pageName} EUR`, currency: 'EUR', people: [person.id] })

  const implant = await call('createForm', {
    page: page.id,
    name: 'İmplant teklifi',
    questions: [
      { key: 'full_name', label: 'Ad soyad', type: 'FULL_NAME' },
      { key: 'phone_number', label: 'Telefon', type: 'PHONE' },
      { key: 'email', label: 'E-posta', type: 'EMAIL' },
      {
        key: 'butce',
        label: 'Bütçeniz?',
        type: 'CUSTOM',
        options: [
          { key: '0_20', value: '20 bin TL’ye kadar' },
          { key: '20_50', value: '20–50 bin TL' },
          { key: '50_', value: '50 bin TL’den fazla' },
        ],
      },
    ],
    disclaimer: KVKK,
  })
  const smile = await call('createForm', {
    page: page.id,
    name: 'Hollywood Smile – EN',
    locale: 'en_US',
    questions: [
      { key: 'full_name', label: 'Full name', type: 'FULL_NAME' },
      { key: 'phone_number', label: 'Phone number', type: 'PHONE' },
      { key: 'country', label: 'Country', type: 'COUNTRY' },
      { key: 'when', label: 'When would you like to come?', type: 'CUSTOM' },
    ],
  })
  const whitening = await call('createForm', {
    page: page.id,
    name: 'Diş beyazlatma',
    questions: [
      { key: 'first_name', label: 'Ad', type: 'FIRST_NAME' },
      { key: 'last_name', label: 'Soyad', type: 'LAST_NAME' },
      { key: 'telefon', label: 'Telefonunuz', type: 'PHONE' },
      { key: 'sehir', label: 'Şehir', type: 'CITY' },
    ],
    disclaimer: KVKK,
  })
  const spring = { account: account.id, campaign: 'Lead – Bahar' }
  const ads = [
    await call('createAd', { ...spring, adSet: 'TR 25–54', ad: 'İmplant video A', form: implant.id }),
    await call('createAd', {
      account: second.id,
      campaign: 'Lead – Avrupa',
      adSet: 'DE/UK 30+',
      ad: 'Smile before–after',
      form: smile.id,
    }),
    await call('createAd', { ...spring, adSet: 'İstanbul 20–40', ad: 'Beyazlatma karusel', form: whitening.id }),
  ] as const
  const { token } = await call('createToken', { app: app.id, person: person.id })
  return {
    app,
    person,
    page,
    accounts: [account, second] as const,
    forms: [implant, smile, whitening] as const,
    ads,
    token,
  }
}
export type ReadyOffice = Awaited<ReturnType<typeof makeReadyOffice>>
