import type { Phrasebook } from './phrasebook.ts'

export const german: Phrasebook = {
  address: ({ surname, isWoman }) => `${isWoman ? 'Frau' : 'Herr'} ${surname}`,
  opening: {
    hair: [
      'Guten Tag, was kostet bei Ihnen eine Haartransplantation?',
      'Hallo, ich interessiere mich für eine Haartransplantation in Istanbul',
      'Hallo, machen Sie DHI oder FUE? Es geht um ca. 3000 Grafts',
      'Moin, ich hätte gern ein Angebot für Geheimratsecken und Tonsur',
    ],
    dental: [
      'Guten Tag, was kosten 20 Zirkonkronen?',
      'Hallo, ich brauche Implantate, der Kostenvoranschlag hier war leider sehr hoch',
      'Hallo, wie lange dauert ein Hollywood Smile bei Ihnen?',
    ],
    nose: [
      'Guten Abend, ich hätte gern Informationen zur Nasenkorrektur',
      'Hallo, machen Sie auch Revisionen an der Nase?',
      'Hallo, was kostet eine Nasen-OP mit Hotel?',
    ],
    checkup: [
      'Guten Tag, was ist im Check-up enthalten?',
      'Hallo, mein Mann und ich würden im Urlaub gern einen Check-up machen',
    ],
  },
  details: {
    hair: [
      'Ich bin 36, seit etwa zehn Jahren wird es weniger',
      '43, keine Vorerkrankungen, noch keine Transplantation',
      'Bin 28, vor allem vorne',
    ],
    dental: [
      'Ich bin 57, im Oberkiefer fehlen vier Zähne',
      'Die Zähne sind gesund, aber sehr verfärbt',
      'Ich habe alte Kronen, die ersetzt werden müssen',
    ],
    nose: [
      'Ich bin 25, noch keine OP',
      'Die Nase war mal gebrochen, ich bekomme schlecht Luft',
      'Es soll natürlich aussehen, nur der Höcker weg',
    ],
    checkup: ['58 und 55, mein Mann hat Bluthochdruck', 'Ich bin 49, rauche, sonst gesund'],
  },
  price: {
    hair: [
      'Nach Ihren Fotos empfehlen wir rund 3.200 Grafts. Das Paket kostet {price}, drei Nächte Hotel und Transfers inklusive.',
      '{name}, unser Arzt schlägt 2.800 bis 3.200 Grafts vor. Komplett {price}.',
    ],
    dental: [
      '20 Zirkonkronen kosten {price}. Der genaue Plan steht nach dem Röntgen am ersten Tag.',
      'Vier Implantate mit Kronen kosten {price}, Röntgen und Provisorien inklusive.',
    ],
    nose: [
      'Die Nasenkorrektur kostet {price}, mit OP, Narkose, einer Nacht Klinik und allen Kontrollen.',
      'In Ihrem Fall sind es {price}, die Atmung wird gleich mit korrigiert.',
    ],
    checkup: ['{price} pro Person: Blutwerte, EKG, Belastungs-EKG, Ultraschall und Gespräch, alles an einem Tag.'],
  },
  aftercare: {
    hair: [
      [
        'Wann fallen die Krusten ab?',
        'Meist bis zum zehnten Tag. Bitte weiter sanft mit dem Schaum waschen, nicht reiben.',
      ],
      [
        'Die neuen Haare fallen aus, ist das normal?',
        'Ja, das ist der Shock Loss. Ab dem dritten Monat wachsen sie nach.',
      ],
      ['Ab wann darf ich wieder Sport machen?', 'Spazieren sofort, Krafttraining und Schwimmen nach vier Wochen.'],
    ],
    dental: [
      [
        'Die Zähne sind noch kälteempfindlich',
        'Das legt sich meist in zwei Wochen. Falls nicht, melden Sie sich bitte.',
      ],
      ['Eine Krone stört beim Zubeißen', 'Wir lassen das gern bei einem Partnerzahnarzt in Ihrer Nähe einschleifen.'],
    ],
    nose: [
      ['Nach vier Wochen noch geschwollen, ist das in Ordnung?', 'Ja, die Spitze braucht sechs bis zwölf Monate.'],
      ['Wann darf ich wieder eine Brille tragen?', 'Bitte erst nach sechs Wochen.'],
    ],
    checkup: [['Können Sie mir die Ergebnisse noch einmal schicken?', 'Gern, hier als PDF.']],
  },
  customer: {
    adOpening: [
      'Hallo! Kann ich hierzu mehr Informationen bekommen?',
      'Hallo, ich habe Ihre Anzeige gesehen. Was kostet das?',
      'Gilt das Angebot noch?',
    ],
    hello: ['Hallo', 'Guten Tag, ja gern', 'Ja, ich habe Interesse'],
    photo: ['Hier die Bilder', 'Von vorne und oben', 'Und von der Seite', ''],
    askIncluded: [
      'Was ist darin enthalten?',
      'Ist das Hotel dabei?',
      'Kommen noch Kosten dazu?',
      'Ist der Flug inklusive?',
    ],
    priceReaction: [
      'Alles klar, danke',
      'Das ist günstiger als gedacht',
      'Etwas mehr als erhofft, ehrlich gesagt',
      'Geht auch Ratenzahlung?',
    ],
    askDoctor: [
      'Wer operiert denn?',
      'Wie viel Erfahrung hat der Arzt?',
      'Gibt es Vorher-nachher-Bilder?',
      'Geben Sie eine Garantie?',
    ],
    thinking: [
      'Ich bespreche das mit meiner Frau und melde mich',
      'Ich überlege es mir',
      'Muss erst meinen Urlaub abklären',
    ],
    askDates: ['Welche Termine sind frei?', 'Wäre um den {date} etwas möglich?', 'Wie weit im Voraus muss ich buchen?'],
    chooseDate: ['Der {date} passt', 'Dann bitte den {date}', '{date} nehme ich 👍'],
    askPayment: [
      'Wie zahle ich die Anzahlung?',
      'Schicken Sie mir bitte die Bankdaten?',
      'Kann ich den Rest vor Ort mit Karte zahlen?',
    ],
    paid: ['Überwiesen, Beleg anbei', 'Die Anzahlung ist raus', 'Hier der Beleg'],
    askHotel: ['Welches Hotel ist es?', 'Kann meine Frau mit aufs Zimmer?', 'Ist Frühstück dabei?'],
    flight: ['Flug ist gebucht, anbei', 'Ich lande um 14:20', 'Und der Rückflug'],
    arrived: ['Bin gelandet', 'Stehe am Ausgang, sehe den Fahrer nicht', 'Im Hotel angekommen, danke'],
    progressPhoto: ['So sieht es heute aus', 'Tag 10', 'Ein Monat', 'Nach drei Monaten, was meinen Sie?', ''],
    thanks: ['Vielen Dank für alles!', 'Bin sehr zufrieden, danke 🙏', 'Tolle Betreuung, empfehle ich weiter'],
    tooExpensive: [
      'Ich habe ein günstigeres Angebot',
      'Das ist leider über meinem Budget',
      'Geht am Preis noch etwas?',
    ],
    declined: [
      'Ich habe mich dagegen entschieden, danke',
      'Habe eine andere Klinik gewählt, sorry',
      'Dieses Jahr wird es leider nichts',
      'Kein Interesse mehr, danke',
    ],
    okay: ['Ok', 'Super', '👍', 'Alles klar', 'Passt', 'Danke', 'Perfekt'],
    again: ['Hallo, ich wollte noch mal nachfragen', 'Sorry für die späte Antwort', 'Hallo, war unterwegs'],
  },
  office: {
    greeting: [
      'Guten Tag {name}, hier ist {staff} von {office}. Ich helfe Ihnen gern 😊',
      'Hallo {name}, vielen Dank für Ihre Nachricht. Ich bin {staff}, Ihre Ansprechperson.',
    ],
    referralHello: [
      'Guten Tag {name}, hier ist {staff} von {office}. Sie wurden uns von einem Patienten empfohlen und möchten Informationen. Passt es gerade?',
    ],
    websiteHello: [
      'Guten Tag {name}, ich schreibe wegen Ihres Formulars auf unserer Website. {staff} von {office}. Wann darf ich mich melden?',
    ],
    askDetails: [
      'Verraten Sie mir Ihr Alter, eventuelle Vorerkrankungen und schicken ein paar Fotos? Dann frage ich unseren Arzt.',
      'Für ein genaues Angebot bräuchte ich Fotos von vorne und von der Seite.',
      'Wurden Sie deswegen schon einmal behandelt?',
    ],
    photoReceived: [
      'Danke, ich gebe sie an unseren Arzt weiter.',
      'Angekommen, ich melde mich heute noch.',
      'Sehr gut, die Bilder sind klar.',
    ],
    included: [
      'Drei Nächte Hotel, VIP-Transfer, Dolmetscher, Medikamente und Kontrollen. Der Flug ist nicht dabei.',
      'Behandlung, Tests, Hotel und Transfers. Es kommt nichts mehr dazu.',
    ],
    doctor: [
      'Den Eingriff macht unser Facharzt mit 15 Jahren Erfahrung.',
      'Ich schicke Ihnen Beispiele als PDF, mit Einwilligung der Patienten.',
      'Ja, Sie erhalten eine schriftliche Garantie.',
    ],
    callOffer: [
      'Sollen wir kurz telefonieren? Dann erkläre ich es Ihnen in Ruhe.',
      'Ich kann ein Videogespräch mit dem Arzt vereinbaren.',
    ],
    dates: [
      'In der Woche vom {date} haben wir noch zwei Plätze.',
      'Der nächste freie Tag ist der {date}, 9 Uhr.',
      'Der {date} ist frei, soll ich reservieren?',
    ],
    deposit: [
      'Für die feste Buchung bitten wir um eine Anzahlung von {deposit}. Die Bankdaten schicke ich gleich.',
      'Die Anzahlung beträgt {deposit}, den Rest zahlen Sie hier bar oder mit Karte.',
    ],
    confirmed: [
      'Ihre Anzahlung ist da, der {date} ist bestätigt ✅',
      'Danke {name}, Ihr Termin am {date} um 9 Uhr steht.',
    ],
    hotel: [
      'Sie wohnen im {hotel}, vier Sterne, zehn Minuten zur Klinik, Frühstück inklusive.',
      '{hotel}. Check-in ab 14 Uhr, Begleitperson kostenlos.',
    ],
    transfer: [
      'Danke, Ticket erhalten. Der Fahrer wartet mit Ihrem Namen am Ausgang.',
      'Der Transfer ist gebucht, die Nummer des Fahrers bekommen Sie am Tag davor.',
    ],
    driver: [
      'Der Fahrer steht an Ausgang 2, weißer Van, mit Ihrem Namen.',
      'Willkommen! Morgen holen wir Sie um 8:30 im Hotel ab.',
    ],
    checkIn: [
      'Guten Morgen {name}, wie geht es Ihnen heute?',
      '{name}, Zeit für die Kontrolle. Schicken Sie uns ein paar Fotos?',
    ],
    photoGood: ['Das verheilt sehr schön 👏', 'Der Arzt hat es gesehen, alles in Ordnung.', 'Sieht sehr gut aus!'],
    review: [
      'Das freut uns sehr 🌷 Über eine kurze Bewertung würden wir uns freuen.',
      'Wir danken Ihnen und sind immer für Sie da.',
    ],
    offer: ['Bis Monatsende können wir {offer} anbieten.', 'Ich habe nachgefragt, {offer} wäre unser letzter Preis.'],
    farewell: [
      'Das verstehe ich. Wenn Sie es sich anders überlegen, sind wir da.',
      'Danke für die Rückmeldung, alles Gute.',
    ],
    followUp: [
      'Guten Tag {name}, konnten Sie es sich überlegen? Ich beantworte gern Fragen.',
      'Hallo {name}, um den {date} wird es langsam voll, nur zur Information.',
    ],
    lastFollowUp: ['Guten Tag {name}, eine letzte Nachfrage, bevor ich die Akte schließe: Besteht noch Interesse?'],
    okay: ['Gern geschehen 😊', 'Natürlich', 'Einen Moment bitte', 'Ist notiert', 'Jederzeit'],
  },
}
