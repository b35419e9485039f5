import type { Guest } from './cue.ts'

/** Who writes in Turkish, each with a kind of message of their own. Their numbers belong to nobody. */
export const TURKISH_GUESTS: readonly Guest[] = [
  {
    name: 'Serkan Yavuzer',
    phoneNumber: '+905550009102',
    opens: [
      { say: 'Merhaba, saç ekimi için yazıyorum. 36 yaşındayım' },
      { sample: 'crown', caption: 'Tepe bölgem bu durumda, kaç greft gerekir?' },
    ],
    turns: [
      [{ say: 'Anladım, benim için uygun' }, { sample: 'consent-form', caption: 'Onam formunu imzaladım' }],
      [{ react: '👍' }],
    ],
  },
  {
    name: 'Nazlı Erdoğmuş',
    phoneNumber: '+905550009101',
    opens: [
      { say: 'İyi günler, implant öncesi istediğiniz röntgen ve tahlilleri yaptırdım' },
      { sample: 'panorama', caption: 'Panoramik röntgenim' },
      { sample: 'blood-test' },
      { say: 'Glukoz biraz yüksek çıkmış, sorun olur mu?' },
      { sample: 'voice' },
    ],
    turns: [[{ react: '🙏' }, { say: 'Çok teşekkür ederim, içim rahatladı' }], [{ react: '❤️' }]],
  },
  {
    name: 'Halil Baran',
    phoneNumber: '+905550009109',
    refusals: { code: 479, count: 2 },
    opens: [{ say: 'Selamlar, implant fiyatınız nedir? Telefonumu yeni değiştirdim, yazdıklarım geliyor mu?' }],
    turns: [[{ say: 'Tamam geldi, teşekkürler. Perşembe gelebilirim' }]],
  },
  {
    name: 'Tuğçe Ersoy',
    phoneNumber: '+905550009110',
    opens: [
      { say: 'Merhaba, bu hattı bugün kapatıyorum, bana 0555 000 90 11’den ulaşır mısınız?' },
      { leaveWhatsApp: true },
    ],
  },
  {
    name: 'Pelin Aras',
    phoneNumber: '+905550009112',
    opens: [{ say: 'Perşembe 15.00’te orada olurum' }, { edit: 'Perşembe 16.00’da orada olurum, uçağım rötarlı' }],
    turns: [[{ react: '❤️' }]],
  },
  {
    name: 'Volkan Kılınç',
    phoneNumber: '+905550009113',
    opens: [
      { say: 'Abi akşam maç kaçta?' },
      { revoke: true },
      { say: 'Pardon, yanlış kişiye yazmışım 😅 Kontrol randevum ne zamandı?' },
    ],
  },
  {
    name: 'Hasan Tunalı',
    phoneNumber: '+905550009114',
    opens: [{ sample: 'voice-long' }, { say: 'Yazmak uzun geldi, sesli anlattım' }],
    turns: [[{ sample: 'voice' }]],
  },
  {
    name: 'Emre Gündüz',
    phoneNumber: '+905550009115',
    opens: [{ sample: 'strait-film', caption: 'Otele yerleştik, manzara müthiş' }, { sample: 'strait' }],
  },
  {
    name: 'Ayten Öztürk',
    phoneNumber: '+905550009117',
    opens: [
      { say: 'Arkadaşım da gülüş tasarımı istiyor, numarasını bırakıyorum' },
      {
        message: {
          contactMessage: {
            displayName: 'Selin Demirtaş',
            vcard:
              'BEGIN:VCARD\nVERSION:3.0\nN:Demirtaş;Selin;;;\nFN:Selin Demirtaş\nTEL;type=CELL;waid=905550009077:+90 555 000 90 77\nEND:VCARD',
          },
        },
      },
    ],
  },
  {
    name: 'Mehtap Koçak',
    phoneNumber: '+905550009119',
    opens: [{ sample: 'smile', isViewOnce: true }, { say: 'Bunu yalnız doktor görsün lütfen' }],
  },
  {
    name: 'Cem Baykal',
    phoneNumber: '+905550009121',
    opens: [
      { sample: 'clinic-quote', caption: 'Başka bir klinik bunu verdi' },
      {
        say: 'Zirkonyum kaplamada dikkat edilecek 5 şey: hekim deneyimi, laboratuvar, garanti, kontrol, fiyat…',
        isForwarded: true,
      },
      { say: 'Siz ne yapabilirsiniz?', quotes: 'own' },
    ],
    turns: [[{ say: 'Garanti kaç yıl?', quotes: 'office' }]],
  },
  {
    name: 'Zeliha Korkut',
    phoneNumber: '+905550009122',
    opens: [{ say: 'Bugün dikişlerim alındı, çok memnunum 🥰' }, { sample: 'thanks' }],
  },
  {
    name: 'Kerim Atasoy',
    phoneNumber: '+905550009123',
    opens: [{ sample: 'transfer', caption: 'Kaporayı gönderdim' }, { say: 'Ulaşınca haber verir misiniz?' }],
    turns: [[{ react: '👍' }]],
  },
  {
    name: 'Sevgi Ulusoy',
    phoneNumber: '+905550009127',
    opens: [
      {
        message: {
          buttonsResponseMessage: {
            selectedButtonId: 'confirm',
            selectedDisplayText: 'Evet, randevumu onaylıyorum',
            type: 1,
          },
        },
      },
    ],
  },
  {
    name: 'Burcu Şen',
    phoneNumber: '+905550009130',
    opens: [
      { say: 'Selam' },
      { say: 'burun estetiği için yazıyorum' },
      { say: 'kemerim var' },
      { sample: 'profile', caption: 'böyle bir şey istiyorum' },
      { say: 'ama doğal dursun' },
      { say: 'fiyat ve süre yazar mısınız 🙏' },
    ],
  },
]
