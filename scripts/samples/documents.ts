/** A paper that patients send, as a page that a browser prints. Nobody in it exists. */
export interface Paper {
  readonly id: string
  readonly fileName: string
  readonly name: { readonly tr: string; readonly en: string }
  readonly html: string
}

type Row = readonly string[]

const table = (head: Row, rows: readonly Row[]) =>
  `<table><tr>${head.map(cell => `<th>${cell}</th>`).join('')}</tr>${rows.map(row => `<tr>${row.map(cell => `<td>${cell}</td>`).join('')}</tr>`).join('')}</table>`

const page = (
  lang: string,
  color: string,
  title: string,
  from: string,
  content: string,
) => `<!doctype html><html lang="${lang}"><meta charset="utf-8"><title>${title}</title>
  <style>@page { size: A4; margin: 20mm } body { font: 10.5pt/1.55 'Noto Sans'; color: #20272e; margin: 0 } h1 { font-size: 19pt; margin: 26pt 0 6pt; color: ${color} }
  header { display: flex; justify-content: space-between; border-bottom: 2pt solid ${color}; padding-bottom: 8pt } header b { font-size: 13pt } small, th { color: #68727c }
  table { width: 100%; border-collapse: collapse; margin: 14pt 0 } th { text-align: left; font-weight: 500; font-size: 9pt } th, td { padding: 5pt 8pt 5pt 0; border-bottom: .6pt solid #dde2e7 }
  td:not(:first-child) { font-variant-numeric: tabular-nums } .mark { color: #b3372f; font-weight: 600 } footer { margin-top: 30pt; color: #68727c; font-size: 8.5pt }</style>
  <header><b>${from}</b><small>${lang === 'tr' ? 'Örnek belge' : lang === 'de' ? 'Musterdokument' : 'Specimen'}</small></header><h1>${title}</h1>${content}
  <footer>${lang === 'tr' ? 'Bu belge gösterim için üretilmiştir; içindeki hiçbir kişi ve kurum gerçek değildir.' : lang === 'de' ? 'Zur Vorführung erzeugt; keine der Personen oder Einrichtungen existiert.' : 'Made for a demonstration; no person or institution in it exists.'}</footer></html>`

export const PAPERS: readonly Paper[] = [
  {
    id: 'blood-test',
    fileName: 'Kan tahlili.pdf',
    name: { tr: 'Kan tahlili (PDF)', en: 'Blood test (PDF)' },
    html: page(
      'tr',
      '#0f6c74',
      'Laboratuvar sonuç raporu',
      'Örnek Tıp Laboratuvarı',
      `<p>Hasta: <b>Nazlı Erdoğmuş</b> · 38 · Kadın<br>Numune: 18.11.2026 08:40 · Rapor: 18.11.2026 16:05</p>${table(
        ['Test', 'Sonuç', 'Birim', 'Referans'],
        [
          ['Hemoglobin', '13,4', 'g/dL', '12,0 – 15,5'],
          ['Lökosit (WBC)', '6,8', '10³/µL', '4,5 – 11,0'],
          ['Trombosit', '241', '10³/µL', '150 – 400'],
          ['Açlık glukozu', '<span class="mark">108 ↑</span>', 'mg/dL', '70 – 99'],
          ['Kreatinin', '0,78', 'mg/dL', '0,5 – 0,9'],
          ['ALT', '22', 'U/L', '0 – 33'],
          ['INR', '1,02', '', '0,8 – 1,2'],
          ['HBsAg · Anti-HCV · Anti-HIV', 'Negatif', '', 'Negatif'],
        ],
      )}<p>Değerlendirme: Açlık glukozu sınırda yüksek; hekim görüşü önerilir.</p>`,
    ),
  },
  {
    id: 'doctors-letter',
    fileName: 'Arztbrief.pdf',
    name: { tr: 'Doktor mektubu (PDF)', en: 'Doctor’s letter (PDF)' },
    html: page(
      'de',
      '#3b4a8f',
      'Arztbrief',
      'Praxis am Musterplatz · Köln',
      `<p>Patientin: <b>Birgit Sommer</b>, geb. 12.03.1971</p><p>Sehr geehrte Kolleginnen und Kollegen,</p><p>wir berichten über o. g. Patientin, die sich zur Beurteilung vor einer geplanten Zahnbehandlung vorstellte.</p>
      <p><b>Diagnosen:</b> Arterielle Hypertonie, gut eingestellt. Keine Blutverdünnung. Penicillin-Allergie.</p>${table(
        ['Medikament', 'Dosis', 'Einnahme'],
        [
          ['Metoprolol', '50 mg', '1 – 0 – 0'],
          ['Vitamin D3', '1000 I. E.', '1 – 0 – 0'],
        ],
      )}<p><b>Beurteilung:</b> Aus internistischer Sicht bestehen gegen einen Eingriff in Lokalanästhesie keine Bedenken.</p><p>Mit freundlichen Grüßen</p>`,
    ),
  },
  {
    id: 'flight-ticket',
    fileName: 'E-ticket LHR-IST.pdf',
    name: { tr: 'Uçak bileti (PDF)', en: 'Flight ticket (PDF)' },
    html: page(
      'en',
      '#1d2b4f',
      'Electronic ticket',
      'Umay Air',
      `<p>Passenger: <b>HARGREAVES / OLIVIA MS</b> · Booking XXXXXX</p>${table(
        ['Flight', 'From', 'To', 'Departure', 'Arrival'],
        [
          ['UM 1980', 'London Heathrow', 'İstanbul', '04 Dec 11:30', '04 Dec 18:25'],
          ['UM 1985', 'İstanbul', 'London Heathrow', '09 Dec 15:05', '09 Dec 16:20'],
        ],
      )}<p>Economy · 1 bag of 23 kg · seat 12A / 14C</p>`,
    ),
  },
  {
    id: 'consent-form',
    fileName: 'Onam formu (imzalı).pdf',
    name: { tr: 'Onam formu (PDF)', en: 'Consent form (PDF)' },
    html: page(
      'tr',
      '#6b4a1f',
      'Aydınlatılmış onam formu',
      'Umut Sağlık Turizmi',
      `<p>Ben, <b>Serkan Yavuzer</b>, planlanan saç ekimi işlemi, seçenekleri, beklenen sonuçları ve olası riskleri hakkında bilgilendirildim; sorularım yanıtlandı.</p>
      ${table(
        ['Konu', 'Açıklandı'],
        [
          ['İşlemin yöntemi ve süresi', '✓'],
          ['Anestezi', '✓'],
          ['İşlem sonrası bakım', '✓'],
          ['Vazgeçme hakkı', '✓'],
        ],
      )}<p>Tarih: 19.11.2026</p><svg width="180" height="60" viewBox="0 0 180 60"><path d="M8 40 C30 4 38 58 56 26 S84 50 96 28 S120 44 134 22 S160 38 172 30" fill="none" stroke="#2b48a8" stroke-width="3"/></svg>`,
    ),
  },
]
