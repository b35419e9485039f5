import type { TemplateId } from '#shared/domain/ids.ts'
import type { Locale } from '#shared/domain/locale.ts'
import { initialAppointmentTemplates } from './initial-appointment-templates.ts'
import type { TemplateDetails } from './queries.ts'

type InitialTemplate = TemplateDetails & { readonly id?: TemplateId }
/** A template is found by its name, so the office reads it in its own language. */
type Named<Template> = Omit<Template, 'name'> & { readonly name: Readonly<Record<Locale, string>> }

function quickReply(name: Record<Locale, string>, texts: Readonly<Record<string, string>>): Named<InitialTemplate> {
  const variants = Object.entries(texts).map(([language, content]) => ({ language, subject: null, content }))
  return { name, category: 'quick_reply', channel: null, variants }
}

const quickReplies: readonly Named<InitialTemplate>[] = [
  quickReply(
    { tr: 'Karşılama', en: 'Welcome' },
    {
      tr: 'Merhaba {{first_name}}, {{office}} adına ben {{consultant}}. Bize yazdığınız için teşekkür ederiz. Size nasıl yardımcı olabilirim?',
      en: 'Hello {{first_name}}, this is {{consultant}} from {{office}}. Thank you for writing to us. How can I help you?',
      de: 'Guten Tag {{first_name}}, hier ist {{consultant}} von {{office}}. Vielen Dank für Ihre Nachricht. Wie kann ich Ihnen helfen?',
      ar: 'مرحبًا {{first_name}}، أنا {{consultant}} من {{office}}. شكرًا لتواصلك معنا. كيف يمكنني مساعدتك؟',
    },
  ),
  quickReply(
    { tr: 'Fotoğraf ve rapor isteme', en: 'Asking for photos and reports' },
    {
      tr: 'Doktorumuzun sizi doğru yönlendirebilmesi için ilgili bölgenin birkaç fotoğrafını ve varsa tıbbi raporlarınızı gönderebilir misiniz? Bilgileriniz gizli tutulur.',
      en: 'So that our doctor can advise you properly, could you send a few photos of the area and any medical reports you have? Everything stays confidential.',
      de: 'Damit unser Arzt Sie richtig beraten kann: Könnten Sie uns einige Fotos der betroffenen Stelle und, falls vorhanden, Ihre ärztlichen Berichte schicken? Alles bleibt vertraulich.',
      ar: 'لكي يتمكن طبيبنا من إرشادك بشكل صحيح، هل يمكنك إرسال بعض الصور للمنطقة المعنية وأي تقارير طبية لديك؟ ستبقى جميع معلوماتك سرية.',
    },
  ),
  quickReply(
    { tr: 'Kısa bekleme', en: 'Back to you soon' },
    {
      tr: 'Sorunuzu ekibimize ilettim {{first_name}}. Bilgi gelir gelmez size buradan yazacağım.',
      en: 'I have passed your question on to our team, {{first_name}}. I will write to you here as soon as I know more.',
      de: 'Ich habe Ihre Frage an unser Team weitergegeben, {{first_name}}. Sobald ich mehr weiß, schreibe ich Ihnen hier.',
      ar: 'لقد نقلت سؤالك إلى فريقنا يا {{first_name}}. سأكتب لك هنا فور حصولي على المعلومات.',
    },
  ),
  quickReply(
    { tr: 'Arama teklifi', en: 'Offering a call' },
    {
      tr: 'Merhaba {{first_name}}, geçen görüşmemizden sonra aklınıza takılan bir şey oldu mu? Size uygun bir saat söylerseniz arayabilirim.',
      en: 'Hello {{first_name}}, has anything come to mind since we last spoke? Tell me an hour that suits you and I will call.',
      de: 'Guten Tag {{first_name}}, haben sich seit unserem letzten Gespräch noch Fragen ergeben? Nennen Sie mir eine passende Uhrzeit, dann rufe ich Sie an.',
      ar: 'مرحبًا {{first_name}}، هل لديك أي أسئلة بعد حديثنا الأخير؟ أخبرني بالوقت المناسب لك وسأتصل بك.',
    },
  ),
]

/** What a new office finds ready. It is theirs to change from then on. */
export function initialTemplates(locale: Locale): InitialTemplate[] {
  return [...quickReplies, ...initialAppointmentTemplates].map(({ name, ...template }) => ({
    ...template,
    name: name[locale],
  }))
}
