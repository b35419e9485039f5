import type { TemplateId } from '#shared/domain/ids.ts'
import { INITIAL_TEMPLATE } from '#shared/domain/initial-template-ids.ts'
import type { Locale } from '#shared/domain/locale.ts'

interface Words {
  readonly subject: string
  readonly content: string
}

function template(id: TemplateId, name: Readonly<Record<Locale, string>>, words: Readonly<Record<string, Words>>) {
  const variants = Object.entries(words).map(([language, texts]) => ({ language, ...texts }))
  return { id, name, category: 'appointment', channel: null, variants } as const
}

/** What an office says of its appointments, in the languages that most patients from abroad read. */
export const initialAppointmentTemplates = [
  template(
    INITIAL_TEMPLATE.confirmation,
    { tr: 'Randevu onayı', en: 'Appointment confirmation' },
    {
      tr: {
        subject: 'Randevunuz: {{appointment_date}}',
        content:
          'Merhaba {{first_name}}, {{appointment_type}} randevunuz {{appointment_date}}, saat {{appointment_time}} için oluşturuldu. Görüşmek üzere!\n{{office}}',
      },
      en: {
        subject: 'Your appointment on {{appointment_date}}',
        content:
          'Hello {{first_name}}, your appointment ({{appointment_type}}) is booked for {{appointment_date}} at {{appointment_time}}. See you then!\n{{office}}',
      },
      de: {
        subject: 'Ihr Termin am {{appointment_date}}',
        content:
          'Guten Tag {{first_name}}, Ihr Termin ({{appointment_type}}) ist für {{appointment_date}} um {{appointment_time}} gebucht. Bis dann!\n{{office}}',
      },
      ar: {
        subject: 'موعدك في {{appointment_date}}',
        content:
          'مرحبًا {{first_name}}، تم حجز موعدك ({{appointment_type}}) يوم {{appointment_date}} الساعة {{appointment_time}}. نراك قريبًا!\n{{office}}',
      },
    },
  ),
  template(
    INITIAL_TEMPLATE.dayBefore,
    { tr: 'Hatırlatma (24 saat önce)', en: 'Reminder (24 hours before)' },
    {
      tr: {
        subject: 'Randevunuzu hatırlatmak isteriz: {{appointment_date}}',
        content:
          'Merhaba {{first_name}}, {{appointment_date}}, saat {{appointment_time}} için {{appointment_type}} randevunuz olduğunu hatırlatmak isteriz.\n{{office}}',
      },
      en: {
        subject: 'A reminder of your appointment on {{appointment_date}}',
        content:
          'Hello {{first_name}}, a kind reminder of your appointment ({{appointment_type}}) on {{appointment_date}} at {{appointment_time}}.\n{{office}}',
      },
      de: {
        subject: 'Erinnerung an Ihren Termin am {{appointment_date}}',
        content:
          'Guten Tag {{first_name}}, wir möchten Sie an Ihren Termin ({{appointment_type}}) am {{appointment_date}} um {{appointment_time}} erinnern.\n{{office}}',
      },
      ar: {
        subject: 'تذكير بموعدك في {{appointment_date}}',
        content:
          'مرحبًا {{first_name}}، نود تذكيرك بموعدك ({{appointment_type}}) يوم {{appointment_date}} الساعة {{appointment_time}}.\n{{office}}',
      },
    },
  ),
  template(
    INITIAL_TEMPLATE.hoursBefore,
    { tr: 'Hatırlatma (2 saat önce)', en: 'Reminder (2 hours before)' },
    {
      tr: {
        subject: 'Bugün saat {{appointment_time}} randevunuz var',
        content:
          'Merhaba {{first_name}}, bugün saat {{appointment_time}} için {{appointment_type}} randevunuz var. Sizi bekliyoruz.\n{{office}}',
      },
      en: {
        subject: 'Your appointment today at {{appointment_time}}',
        content:
          'Hello {{first_name}}, your appointment ({{appointment_type}}) is today at {{appointment_time}}. We are looking forward to seeing you.\n{{office}}',
      },
      de: {
        subject: 'Ihr Termin heute um {{appointment_time}}',
        content:
          'Guten Tag {{first_name}}, Ihr Termin ({{appointment_type}}) ist heute um {{appointment_time}}. Wir freuen uns auf Sie.\n{{office}}',
      },
      ar: {
        subject: 'موعدك اليوم الساعة {{appointment_time}}',
        content:
          'مرحبًا {{first_name}}، موعدك ({{appointment_type}}) اليوم الساعة {{appointment_time}}. نحن بانتظارك.\n{{office}}',
      },
    },
  ),
  template(
    INITIAL_TEMPLATE.moved,
    { tr: 'Randevu değişti', en: 'Appointment moved' },
    {
      tr: {
        subject: 'Randevunuzun yeni zamanı: {{appointment_date}}',
        content:
          'Merhaba {{first_name}}, {{appointment_type}} randevunuz {{appointment_date}}, saat {{appointment_time}} olarak değişti. Size uygun değilse lütfen bize yazın.\n{{office}}',
      },
      en: {
        subject: 'Your appointment has a new time: {{appointment_date}}',
        content:
          'Hello {{first_name}}, your appointment ({{appointment_type}}) has moved to {{appointment_date}} at {{appointment_time}}. If that does not suit you, please write to us.\n{{office}}',
      },
      de: {
        subject: 'Ihr Termin wurde verschoben: {{appointment_date}}',
        content:
          'Guten Tag {{first_name}}, Ihr Termin ({{appointment_type}}) wurde auf {{appointment_date}} um {{appointment_time}} verschoben. Falls das nicht passt, schreiben Sie uns bitte.\n{{office}}',
      },
      ar: {
        subject: 'تم تغيير موعدك إلى {{appointment_date}}',
        content:
          'مرحبًا {{first_name}}، تم تغيير موعدك ({{appointment_type}}) إلى {{appointment_date}} الساعة {{appointment_time}}. إذا لم يكن الوقت مناسبًا لك، يرجى مراسلتنا.\n{{office}}',
      },
    },
  ),
  template(
    INITIAL_TEMPLATE.cancelled,
    { tr: 'Randevu iptal edildi', en: 'Appointment cancelled' },
    {
      tr: {
        subject: 'Randevunuz iptal edildi',
        content:
          'Merhaba {{first_name}}, {{appointment_date}}, saat {{appointment_time}} için olan {{appointment_type}} randevunuz iptal edildi. Yeni bir zaman için bize yazabilirsiniz.\n{{office}}',
      },
      en: {
        subject: 'Your appointment was cancelled',
        content:
          'Hello {{first_name}}, your appointment ({{appointment_type}}) on {{appointment_date}} at {{appointment_time}} was cancelled. Write to us whenever you would like a new time.\n{{office}}',
      },
      de: {
        subject: 'Ihr Termin wurde abgesagt',
        content:
          'Guten Tag {{first_name}}, Ihr Termin ({{appointment_type}}) am {{appointment_date}} um {{appointment_time}} wurde abgesagt. Für einen neuen Termin schreiben Sie uns gern.\n{{office}}',
      },
      ar: {
        subject: 'تم إلغاء موعدك',
        content:
          'مرحبًا {{first_name}}، تم إلغاء موعدك ({{appointment_type}}) يوم {{appointment_date}} الساعة {{appointment_time}}. يمكنك مراسلتنا لتحديد موعد جديد.\n{{office}}',
      },
    },
  ),
  template(
    INITIAL_TEMPLATE.noShow,
    { tr: 'Gelmediğinde', en: 'After a no-show' },
    {
      tr: {
        subject: 'Sizi göremedik',
        content:
          'Merhaba {{first_name}}, {{appointment_date}} tarihindeki randevunuzda sizi göremedik. Umarız her şey yolundadır. Size uygun yeni bir zaman bulalım mı?\n{{office}}',
      },
      en: {
        subject: 'We missed you',
        content:
          'Hello {{first_name}}, we missed you at your appointment on {{appointment_date}}. We hope all is well. Shall we find a new time?\n{{office}}',
      },
      de: {
        subject: 'Wir haben Sie vermisst',
        content:
          'Guten Tag {{first_name}}, wir haben Sie bei Ihrem Termin am {{appointment_date}} vermisst. Wir hoffen, es ist alles in Ordnung. Sollen wir einen neuen Termin finden?\n{{office}}',
      },
      ar: {
        subject: 'افتقدناك',
        content:
          'مرحبًا {{first_name}}، لم نرك في موعدك يوم {{appointment_date}}. نأمل أن تكون بخير. هل نبحث عن موعد جديد يناسبك؟\n{{office}}',
      },
    },
  ),
  template(
    INITIAL_TEMPLATE.thanks,
    { tr: 'Teşekkür', en: 'Thank you' },
    {
      tr: {
        subject: 'Bizi tercih ettiğiniz için teşekkürler',
        content:
          'Merhaba {{first_name}}, bugün bizi ziyaret ettiğiniz için teşekkür ederiz. Aklınıza takılan bir şey olursa buradan yazmanız yeterli.\n{{office}}',
      },
      en: {
        subject: 'Thank you for your visit',
        content:
          'Hello {{first_name}}, thank you for your visit. If anything comes to mind, just write to us here.\n{{office}}',
      },
      de: {
        subject: 'Vielen Dank für Ihren Besuch',
        content:
          'Guten Tag {{first_name}}, vielen Dank für Ihren Besuch. Wenn Sie noch Fragen haben, schreiben Sie uns einfach hier.\n{{office}}',
      },
      ar: {
        subject: 'شكرًا لزيارتك',
        content: 'مرحبًا {{first_name}}، شكرًا لزيارتك لنا. إذا خطر لك أي سؤال، فقط راسلنا هنا.\n{{office}}',
      },
    },
  ),
]
