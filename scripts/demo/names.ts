/** Given names and surnames that are common where they are from; which of them meet is left to chance. */
export interface NameList {
  readonly women: readonly string[]
  readonly men: readonly string[]
  readonly surnames: readonly string[]
  /** Where surnames of women end otherwise. */
  readonly surnameOfWoman?: (surname: string) => string
}

const words = (text: string) => text.trim().split(/\s+/u)

export const NAMES = {
  turkish: {
    women:
      words(`Ayşe Fatma Emine Hatice Zeynep Elif Meryem Şerife Zehra Sultan Hanife Merve Havva Zeliha Esra Fadime Özlem Hacer
      Yasemin Hülya Cemile Sevim Gülsüm Leyla Dilek Büşra Aysel Songül Kübra Halime Esma Aynur Hayriye Kader Tuğba Rabia Sevgi Gamze
      Derya Sibel Pınar Ebru Burcu Gizem Ceren Irmak İpek Nazlı Öykü Şule Ümran Gül Çiğdem Seda`),
    men: words(`Mehmet Mustafa Ahmet Ali Hüseyin Hasan İbrahim İsmail Osman Yusuf Murat Ömer Ramazan Halil Süleyman Abdullah Mahmut
      Recep Salih Fatih Kadir Emre Hakan Adem Kemal Yaşar Bekir Musa Metin Orhan Furkan Yunus Serkan Burak Bayram Cemal Ercan Onur
      Volkan Barış Çağlar Deniz Erdem Gökhan Ilgaz İlker Kaan Levent Okan Özgür Selçuk Şahin Tolga Uğur Umut Yiğit`),
    surnames:
      words(`Yılmaz Kaya Demir Şahin Çelik Yıldız Yıldırım Öztürk Aydın Özdemir Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt
      Özkan Şimşek Polat Korkmaz Çakır Erdoğan Acar Güneş Aktaş Bulut Kaplan Taş Avcı Güler Yavuz Işık Tekin Bozkurt Keskin Turan
      Sarı Ünal Ateş Duman Uçar İnce Karaca Sezer Toprak Gündüz Ersoy Akın Tunç Önal Ceylan Eroğlu Başaran Karahan Uysal Soylu`),
  },
  german: {
    women:
      words(`Anna Julia Sarah Laura Lisa Katharina Sandra Nicole Stefanie Melanie Christina Claudia Birgit Petra Monika Sabine
      Heike Martina Susanne Anja Nadine Jana Lena Franziska Kerstin`),
    men: words(`Thomas Michael Andreas Stefan Christian Markus Daniel Sebastian Tobias Jan Florian Matthias Martin Alexander Patrick
      Marcel Dennis Sven Oliver Torsten Frank Jürgen Uwe Lukas Felix`),
    surnames:
      words(`Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf
      Schröder Neumann Schwarz Zimmermann Braun Krüger Hofmann Hartmann Lange Werner Krause Lehmann Köhler Maier Huber Kaiser Fuchs`),
  },
  english: {
    women:
      words(`Emma Olivia Sophie Charlotte Emily Jessica Lauren Rebecca Hannah Megan Chloe Rachel Claire Victoria Natalie Helen
      Joanne Karen Lisa Amanda Michelle Ashley Brittany Stephanie Grace`),
    men: words(`James Oliver Jack Harry Daniel Matthew Ryan Liam Adam Luke Ben Christopher Andrew Mark Paul Stephen Craig Gareth
      Kevin Brandon Tyler Justin Kyle Sean Connor`),
    surnames:
      words(`Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White Roberts
      Green Hall Wood Jackson Clarke Harris Lewis Turner Hill Cooper Ward Morris Parker Bennett Carter Murphy Kelly Mitchell`),
  },
  dutch: {
    women: words(`Sanne Lotte Femke Anouk Marieke Ilse Esther Kim Linda Inge Maaike Roos Fleur Eva Saskia`),
    men: words(`Daan Sem Bram Jeroen Sander Martijn Wouter Ruben Thijs Niels Koen Maarten Bas Pieter Joost`),
    surnames:
      words(`Jansen Bakker Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra Kok Willems Koster
      Kuiper Postma Schouten Hoekstra`),
  },
  arabic: {
    women: words(
      `Fatima Aisha Mariam Noura Layla Huda Sara Reem Amal Salma Hanan Dina Rania Lina Nadia Yasmin Zahra Samira Asma Iman`,
    ),
    men: words(`Mohammed Ahmed Ali Omar Khalid Yousef Hassan Abdullah Faisal Saad Tariq Nasser Hamad Karim Samir Bilal Rashid Majid
      Walid Ziad Mustafa Hussein Jassim`),
    surnames:
      words(`Al-Harbi Al-Otaibi Al-Mutairi Al-Rashidi Al-Ghamdi Al-Zahrani Al-Shammari Al-Dosari Al-Jubouri Al-Hashimi
      Al-Saadi Al-Mansouri Al-Ketbi Al-Suwaidi Benali Bouzid Haddad Mansour Khalil Saleh Hamdan Nassar Darwish Belkacem Cherif Amrani`),
  },
  russian: {
    women: words(
      `Анна Елена Ольга Наталья Екатерина Татьяна Ирина Мария Светлана Юлия Анастасия Дарья Виктория Марина Алина Ксения`,
    ),
    men: words(
      `Александр Сергей Дмитрий Андрей Алексей Максим Иван Михаил Николай Артём Павел Роман Евгений Виктор Игорь Олег`,
    ),
    surnames:
      words(`Иванов Смирнов Кузнецов Попов Васильев Петров Соколов Михайлов Новиков Фёдоров Морозов Волков Алексеев Лебедев
      Семёнов Егоров Павлов Козлов Степанов Николаев Орлов Андреев Макаров Никитин Захаров`),
    surnameOfWoman: surname => `${surname}а`,
  },
  azerbaijani: {
    women: words(`Aysel Günay Nigar Leyla Sevinc Aynur Könül Lalə Ülviyyə Gülnar`),
    men: words(`Elçin Rəşad Orxan Tural Vüsal Elvin Ramil Anar Fərid Samir`),
    surnames: words(`Məmmədov Əliyev Hüseynov Həsənov Quliyev İsmayılov Abbasov Cəfərov Babayev Rzayev`),
    surnameOfWoman: surname => `${surname}a`,
  },
  french: {
    women: words(
      `Camille Léa Manon Chloé Julie Émilie Céline Sophie Nathalie Isabelle Aurélie Élodie Pauline Amélie Inès`,
    ),
    men: words(
      `Lucas Hugo Nicolas Julien Thomas Antoine Maxime Guillaume Sébastien Laurent Olivier François Mathieu Benoît Yanis`,
    ),
    surnames:
      words(`Martin Bernard Dubois Petit Durand Leroy Moreau Simon Laurent Lefebvre Michel Garcia Roux Fournier Girard Bonnet
      Lambert Fontaine Rousseau Mercier`),
  },
  italian: {
    women: words(`Giulia Chiara Francesca Federica Sara Martina Valentina Elena Alessia Paola Silvia Laura`),
    men: words(`Marco Luca Andrea Matteo Davide Alessandro Simone Stefano Roberto Giuseppe Paolo Antonio`),
    surnames: words(
      `Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Gallo Conti Costa Mancini Rizzo Moretti`,
    ),
  },
  spanish: {
    women: words(`María Carmen Laura Cristina Marta Lucía Elena Sara Paula Raquel Beatriz Nuria`),
    men: words(`Antonio Manuel José Javier David Carlos Daniel Alejandro Sergio Pablo Rubén Álvaro`),
    surnames: words(
      `García González Rodríguez Fernández López Martínez Sánchez Pérez Gómez Ruiz Díaz Moreno Muñoz Álvarez Romero`,
    ),
  },
  balkan: {
    women: words(`Elena Ioana Maria Andreea Cristina Gabriela Desislava Ivanka Petya Radka Simona Teodora`),
    men: words(`Andrei Ionuț Mihai Alexandru Cristian Georgi Dimitar Ivan Nikolay Petar Stoyan Vasile`),
    surnames: words(`Popa Radu Dumitru Stan Gheorghe Rusu Munteanu Marin Lazăr Ciobanu Moldovan Ilie Ungureanu Bălan`),
  },
  polish: {
    women: words(`Anna Katarzyna Małgorzata Agnieszka Barbara Ewa Magdalena Monika Joanna Aleksandra Natalia Karolina`),
    men: words(`Piotr Krzysztof Andrzej Tomasz Paweł Michał Marcin Jakub Adam Łukasz Mateusz Grzegorz`),
    surnames: words(
      `Nowak Wójcik Woźniak Mazur Krawczyk Kaczmarek Zając Król Wieczorek Wróbel Stępień Pawlak Sikora Baran`,
    ),
  },
} as const satisfies Record<string, NameList>

export type Culture = keyof typeof NAMES

/** First names as their bearers write them on WhatsApp in their own script. */
export const ARABIC_SCRIPT: Readonly<Record<string, string>> = {
  Fatima: 'فاطمة',
  Mariam: 'مريم',
  Noura: 'نورة',
  Layla: 'ليلى',
  Huda: 'هدى',
  Reem: 'ريم',
  Amal: 'أمل',
  Mohammed: 'محمد',
  Ahmed: 'أحمد',
  Ali: 'علي',
  Omar: 'عمر',
  Khalid: 'خالد',
  Yousef: 'يوسف',
  Hassan: 'حسن',
  Abdullah: 'عبدالله',
  Faisal: 'فيصل',
}
