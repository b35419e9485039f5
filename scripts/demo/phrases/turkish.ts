import type { Phrasebook } from './phrasebook.ts'

export const turkish: Phrasebook = {
  address: ({ firstName, isWoman }) => `${firstName} ${isWoman ? 'Hanım' : 'Bey'}`,
  opening: {
    hair: [
      'Merhaba, saç ekimi fiyatlarınızı öğrenebilir miyim?',
      'İyi günler, saç ektirmek istiyorum. Nasıl ilerliyoruz?',
      'Selam, 3000 greft ne kadar olur?',
      'Merhabalar, ön bölge ve tepe için saç ekimi düşünüyorum',
      'Bilgi almak istiyorum, saç ekimi DHI mi FUE mi yapıyorsunuz?',
    ],
    dental: [
      'Merhaba, zirkonyum kaplama için fiyat alabilir miyim?',
      'İyi günler, implant yaptırmak istiyorum',
      'Gülüş tasarımı hakkında bilgi rica ediyorum',
      'Selamlar, 20 diş kaplama kaç gün sürer, fiyatı nedir?',
    ],
    nose: [
      'Merhaba, burun estetiği için bilgi almak istiyorum',
      'İyi akşamlar, kemerli burnum var, nefes almakta da zorlanıyorum. Ameliyat fiyatı nedir?',
      'Burun ameliyatı için ön görüşme yapıyor musunuz?',
      'Merhaba, revizyon burun ameliyatı yapıyor musunuz?',
    ],
    checkup: [
      'Merhaba, annem ve babam için check-up yaptırmak istiyoruz',
      'İyi günler, 45 yaş üstü check-up paketinizde neler var?',
      'Selam, check-up bir günde bitiyor mu?',
    ],
  },
  details: {
    hair: [
      '34 yaşındayım, 5 yıldır dökülüyor. Babamda da var',
      '41 yaşındayım, daha önce ekim yaptırmadım. Tansiyon ilacı kullanıyorum',
      'Yaş 29, sadece ön taraf açıldı',
    ],
    dental: [
      '52 yaşındayım, üst çenede 4 dişim eksik',
      'Dişlerim sağlam ama rengi çok sarı, şekli de bozuk',
      'Eski kaplamalarım var, onların değişmesi lazım',
    ],
    nose: [
      '26 yaşındayım, daha önce ameliyat olmadım',
      '31 yaşındayım. 2018’de burnumu kırmıştım',
      'Doğal görünsün istiyorum, çok küçük olmasın',
    ],
    checkup: [
      'Babam 68, annem 63 yaşında. Babamda şeker var',
      '47 yaşındayım, bilinen bir hastalığım yok, sigara içiyorum',
      'Kendim için, 50 yaş. Kalp tarafına özellikle bakılsın istiyorum',
    ],
  },
  price: {
    hair: [
      '{name}, fotoğraflarınıza göre yaklaşık 3.200 greft uygun görünüyor. Paket fiyatımız {price}.',
      'Doktorumuz baktı, 2.800–3.200 greft öneriyor. 3 gece otel ve transfer dahil {price}.',
    ],
    dental: [
      'Ön plana göre 20 zirkonyum kaplama {price}. Muayeneden sonra kesinleşir.',
      '{name}, 4 implant ve üstü için toplam {price} tutuyor, röntgen dahil.',
    ],
    nose: [
      'Burun estetiği {price}. Ameliyathane, anestezi, 1 gece hastane ve kontroller dahil.',
      '{name}, sizin durumunuz için fiyat {price}. Nefes problemi de aynı seansta düzeltilir.',
    ],
    checkup: [
      'Kişi başı {price}. Kan tahlilleri, EKG, efor, ultrason ve dahiliye muayenesi dahil, bir günde biter.',
      'Genişletilmiş paket kişi başı {price}. Sonuçları aynı gün doktor anlatıyor.',
    ],
  },
  aftercare: {
    hair: [
      [
        'Bugün ilk yıkamayı evde yaptım, kabuklar ne zaman dökülür?',
        'Genelde 10. günde dökülmüş olur. Ovalamadan, köpükle yumuşatarak devam edin lütfen.',
      ],
      ['Ekilen saçlar dökülüyor, normal mi?', 'Evet {name}, bu şok dökülme. 2–3. aydan sonra yeniden çıkmaya başlar.'],
      ['Ne zaman spora başlayabilirim?', 'Hafif yürüyüş hemen, ağırlık ve yüzme için 1 ay bekleyin.'],
    ],
    dental: [
      [
        'Sıcak soğuk hassasiyeti var, geçer mi?',
        'İlk iki hafta normaldir. Hassasiyet macunu kullanın, sürerse mutlaka yazın.',
      ],
      [
        'Bir kaplamanın kenarı dilime değiyor',
        'Fotoğraf atar mısınız? Gerekirse bulunduğunuz yerdeki anlaşmalı hekimde düzelttiririz.',
      ],
    ],
    nose: [
      ['Şişlik hâlâ var, bir ay oldu', 'Uç kısmının inmesi 6–12 ay sürer, şu an beklenen süreçtesiniz.'],
      ['Bantları ne zaman çıkaracağım?', '7. gün kontrolde biz çıkarıyoruz, siz dokunmayın lütfen.'],
    ],
    checkup: [
      ['Tahlil sonuçlarını tekrar gönderir misiniz?', 'Tabii, PDF olarak buradan iletiyorum.'],
      ['Doktor ilaç yazmıştı, dozunu teyit edebilir miyiz?', 'Doktorumuza sordum, günde bir kez kahvaltıdan sonra.'],
    ],
  },
  customer: {
    adOpening: [
      'Merhaba! Bu konuda daha fazla bilgi alabilir miyim?',
      'Merhaba, reklamınızı gördüm. Fiyat nedir?',
      'Kampanya hâlâ geçerli mi?',
    ],
    hello: ['Merhaba', 'İyi günler', 'Selamlar', 'Merhaba, evet ben ilgileniyorum'],
    photo: ['Böyle görünüyor', 'Önden ve tepeden', 'Bu da yandan', ''],
    askIncluded: [
      'Fiyata neler dahil?',
      'Otel dahil mi peki?',
      'Uçak bileti de dahil mi?',
      'Başka bir ücret çıkıyor mu sonradan?',
    ],
    priceReaction: [
      'Anladım, teşekkürler',
      'Tamam, düşündüğümden uygunmuş',
      'Biraz yüksek geldi açıkçası',
      'Taksit oluyor mu?',
    ],
    askDoctor: [
      'Ameliyatı kim yapıyor?',
      'Doktor bey kaç yıldır yapıyor bu işi?',
      'Öncesi sonrası fotoğraf var mı?',
      'Garanti veriyor musunuz?',
    ],
    thinking: [
      'Eşimle konuşup dönüş yapacağım',
      'Biraz düşüneyim',
      'İzin günlerime bakıp yazarım',
      'Maaştan sonra netleştireceğim',
    ],
    askDates: ['Hangi tarihler müsait?', '{date} haftası yer var mı?', 'Ne kadar önceden randevu almam lazım?'],
    chooseDate: ['{date} bana uyar', 'Tamam, {date} olsun', '{date} alalım o zaman 👍'],
    askPayment: ['Kapora nasıl gönderiyorum?', 'IBAN alabilir miyim?', 'Ödemeyi orada kartla yapabilir miyim?'],
    paid: ['Dekont ekte', 'Gönderdim, kontrol eder misiniz?', 'Kaporayı yatırdım'],
    askHotel: ['Hangi otelde kalıyoruz?', 'Yanımda eşim gelebilir mi, fark ödüyor muyuz?', 'Kahvaltı var mı otelde?'],
    flight: ['Uçak biletimi aldım, ekte', 'Saat 14:20’de iniyorum', 'Dönüş biletim de bu'],
    arrived: ['İndim, bavulumu bekliyorum', 'Çıkıştayım, sizi göremedim', 'Otele yerleştik, teşekkürler'],
    progressPhoto: ['Bugünkü hali', '10. gün', '1. ay', '3 ay oldu, nasıl sizce?', ''],
    thanks: [
      'Çok teşekkür ederim, her şey için 🙏',
      'Emeğinize sağlık, çok memnunum',
      'Teşekkürler, arkadaşlarıma da önereceğim',
    ],
    tooExpensive: [
      'Başka yerden daha uygun fiyat aldım',
      'Bütçemi aşıyor maalesef',
      'Bu fiyata yapamam, indirim olur mu?',
    ],
    declined: [
      'Şimdilik vazgeçtim, teşekkürler',
      'Başka bir klinikle anlaştım',
      'İlginiz için teşekkürler, istemiyorum artık',
      'Bu sene olmayacak gibi',
    ],
    okay: ['Tamam', 'Tamamdır', '👍', 'Anladım', 'Süper', 'Tamam teşekkürler', 'Ok'],
    again: ['Merhaba, tekrar yazıyorum. Hâlâ ilgileniyorum', 'Kusura bakmayın geç döndüm', 'Selam, dün yazamadım'],
  },
  office: {
    greeting: [
      'Merhaba {name}, ben {office} ekibinden {staff}. Size yardımcı olmaktan memnuniyet duyarım 😊',
      'Merhabalar {name}, {office}, ben {staff}. Hemen bilgi vereyim.',
      'İyi günler {name}, yazdığınız için teşekkürler. Ben {staff}.',
    ],
    referralHello: [
      'Merhaba {name}, ben {office} ekibinden {staff}. Numaranızı bir hastamızın tavsiyesiyle aldık, bilgi almak istediğinizi söyledi. Uygun musunuz?',
    ],
    websiteHello: [
      'Merhaba {name}, sitemizden bıraktığınız form için yazıyorum. Ben {staff}, {office}. Ne zaman görüşebiliriz?',
    ],
    askDetails: [
      'Yaşınızı, varsa kronik rahatsızlığınızı ve birkaç fotoğraf paylaşabilir misiniz? Doktorumuza danışıp net bilgi vereyim.',
      'Size doğru fiyat verebilmem için önden ve yandan fotoğraf rica ediyorum.',
      'Daha önce bu konuda bir işlem oldunuz mu? Kısaca anlatır mısınız?',
    ],
    photoReceived: [
      'Teşekkürler, doktorumuza iletiyorum.',
      'Elimize ulaştı, bugün içinde dönüş yapacağım.',
      'Harika, fotoğraflar gayet net.',
    ],
    included: [
      '3 gece otel, VIP transfer, tercüman, ilaçlar ve kontroller dahil. Uçak bileti hariç.',
      'İşlem, tahliller, otel ve transferler dahil. Sonradan ek ücret çıkmaz.',
    ],
    doctor: [
      'İşlemi 15 yıllık uzman hekimimiz yapıyor, tüm süreçte yanınızda oluyor.',
      'Öncesi–sonrası örnekleri PDF olarak iletiyorum, hastalarımızın izniyle.',
      'Evet, yazılı garanti belgesi veriyoruz.',
    ],
    callOffer: [
      'İsterseniz kısa bir telefon görüşmesi yapalım, daha rahat anlatırım.',
      'Doktorumuzla 10 dakikalık görüntülü görüşme ayarlayabilirim.',
    ],
    dates: [
      '{date} haftası için iki yerimiz var.',
      'En yakın {date} müsait, sabah 09:00.',
      '{date} uygun görünüyor, sizin için ayırayım mı?',
    ],
    deposit: [
      'Yeri kesinleştirmek için {deposit} kapora alıyoruz. Hesap bilgilerini iletiyorum.',
      'Kapora {deposit}. Kalanını geldiğinizde nakit veya kartla ödeyebilirsiniz.',
    ],
    confirmed: [
      'Kaporanız ulaştı, randevunuz {date} için kesinleşti ✅',
      'Teşekkürler {name}, {date} 09:00 randevunuz onaylandı.',
    ],
    hotel: [
      '{hotel}, 4 yıldızlı, kliniğe 10 dakika. Kahvaltı dahil, refakatçi ücretsiz.',
      'Konaklamanız {hotel}. Giriş saat 14:00.',
    ],
    transfer: [
      'Bileti aldım, teşekkürler. Şoförümüz sizi çıkışta isminizle karşılayacak.',
      'Transferiniz ayarlandı, bir gün önce şoförün numarasını ileteceğim.',
    ],
    driver: [
      'Şoförümüz 2 numaralı çıkışta, beyaz Vito. Elinde adınız yazıyor.',
      'Hoş geldiniz! Yarın 08:30’da otelden alıyoruz sizi.',
    ],
    checkIn: [
      'Günaydın {name}, bugün nasılsınız? Ağrınız var mı?',
      '{name}, kontrol zamanınız geldi. Birkaç fotoğraf gönderebilir misiniz?',
    ],
    photoGood: [
      'Gayet güzel ilerliyor, böyle devam 👏',
      'Doktorumuz da baktı, her şey yolunda.',
      'Çok iyi görünüyor {name}!',
    ],
    review: [
      'Ne mutlu bize 🌷 Vaktiniz olursa deneyiminizi kısaca yazarsanız çok seviniriz.',
      'Biz teşekkür ederiz, her zaman buradayız.',
    ],
    offer: [
      'Sizin için bu ay sonuna kadar {offer} yapabiliyoruz.',
      'Yöneticimle görüştüm, {offer} son fiyatımız olur.',
    ],
    farewell: [
      'Anlıyorum, sağlık olsun. Fikriniz değişirse her zaman buradayız.',
      'Bilgi verdiğiniz için teşekkürler, iyi günler dilerim.',
    ],
    followUp: [
      'Merhaba {name}, düşünme fırsatınız oldu mu? Sorularınız varsa yanıtlayayım.',
      '{name} merhaba, {date} için yerimiz azalıyor, haber vermek istedim.',
    ],
    lastFollowUp: ['Merhaba {name}, dosyanızı kapatmadan son kez yazmak istedim. İlginiz sürüyor mu?'],
    okay: ['Rica ederim 😊', 'Tabii ki', 'Hemen bakıyorum', 'Not aldım', 'Her zaman'],
  },
}
