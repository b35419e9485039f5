import type { QuickReplyDetails } from './queries.ts'

/** What a new office finds ready. It is theirs to change from then on. */
export const INITIAL_QUICK_REPLIES: readonly QuickReplyDetails[] = [
  {
    name: 'Karşılama',
    language: 'tr',
    content:
      'Merhaba {{first_name}}, {{office}} adına ben {{consultant}}. Bize yazdığınız için teşekkür ederiz. Size nasıl yardımcı olabilirim?',
  },
  {
    name: 'Fotoğraf ve rapor isteme',
    language: 'tr',
    content:
      'Doktorumuzun sizi doğru yönlendirebilmesi için ilgili bölgenin birkaç fotoğrafını ve varsa tıbbi raporlarınızı gönderebilir misiniz? Bilgileriniz gizli tutulur.',
  },
  {
    name: 'Kısa bekleme',
    language: 'tr',
    content: 'Sorunuzu ekibimize ilettim {{first_name}}. Bilgi gelir gelmez size buradan yazacağım.',
  },
  {
    name: 'Hatırlatma',
    language: 'tr',
    content:
      'Merhaba {{first_name}}, geçen görüşmemizden sonra aklınıza takılan bir şey oldu mu? Size uygun bir saat söylerseniz arayabilirim.',
  },
  {
    name: 'Welcome',
    language: 'en',
    content:
      'Hello {{first_name}}, this is {{consultant}} from {{office}}. Thank you for writing to us. How can I help you?',
  },
  {
    name: 'Asking for photos and reports',
    language: 'en',
    content:
      'So that our doctor can advise you properly, could you send a few photos of the area and any medical reports you have? Everything stays confidential.',
  },
  {
    name: 'Back to you soon',
    language: 'en',
    content:
      'I have passed your question on to our team, {{first_name}}. I will write to you here as soon as I know more.',
  },
]
