import type { Phrasebook } from './phrasebook.ts'

export const english: Phrasebook = {
  address: ({ firstName }) => firstName,
  opening: {
    hair: [
      'Hi, how much is a hair transplant at your clinic?',
      'Hello, I am interested in a hair transplant, can you send me some info please',
      'Hey, do you do DHI or FUE? Looking at about 3000 grafts',
      'Good evening, I am thinking about coming to Istanbul for a hair transplant this year',
    ],
    dental: [
      'Hi, how much for 20 veneers?',
      'Hello, I need implants, my dentist here quoted me a fortune',
      'Hi there, is it possible to get a full smile makeover in one week?',
      'Good morning, I would like prices for zirconium crowns please',
    ],
    nose: [
      'Hello, I would like information about rhinoplasty',
      'Hi, do you do revision nose jobs?',
      'Hi! What is the price for a nose job including hotel?',
    ],
    checkup: [
      'Hello, what does your full body check-up include?',
      'Hi, my wife and I would like a check-up while we are on holiday in Turkey',
      'Do you do a heart check in one day?',
    ],
  },
  details: {
    hair: [
      'I am 38, been losing it since my twenties. No health problems',
      '45, had a transplant 8 years ago but it has thinned again',
      'I am 31, it is mostly the hairline and crown',
    ],
    dental: [
      'I am 49, missing three at the back',
      'Teeth are healthy, I just hate the colour and the gap',
      'I have old crowns from 2009 that need replacing',
    ],
    nose: [
      'I am 27, never had surgery before',
      'I broke it playing rugby, can only breathe through one side',
      'I want it natural, just the bump gone',
    ],
    checkup: [
      'I am 55, slightly high blood pressure',
      '42 and 40, no issues we know of',
      'I am 61, my father had heart problems',
    ],
  },
  price: {
    hair: [
      'Based on your photos we suggest around 3,200 grafts. The package is {price}, three nights of hotel and transfers included.',
      '{name}, our doctor recommends 2,800 to 3,200 grafts. All in, it is {price}.',
    ],
    dental: [
      '20 zirconium crowns come to {price}. The final plan follows the X-ray on day one.',
      'Four implants with crowns are {price}, X-rays and temporary teeth included.',
    ],
    nose: [
      'Rhinoplasty is {price}, with theatre, anaesthesia, one night in hospital and all checks.',
      'For your case it is {price}. The breathing is corrected in the same operation.',
    ],
    checkup: [
      '{price} per person: blood tests, ECG, stress test, ultrasound and a consultation, all in one day.',
      'The extended package is {price} per person, and the doctor goes through the results with you the same day.',
    ],
  },
  aftercare: {
    hair: [
      ['When do the scabs come off?', 'Usually by day ten. Keep washing gently with the foam, please do not rub.'],
      [
        'The transplanted hair is falling out, is that normal?',
        'Yes, that is shock loss. It starts growing again from month three.',
      ],
      ['When can I go back to the gym?', 'Walking right away, weights and swimming after a month.'],
    ],
    dental: [
      [
        'They are quite sensitive to cold, will that pass?',
        'It normally settles within two weeks. A sensitive toothpaste helps; tell us if it does not.',
      ],
      [
        'One crown feels a bit high when I bite',
        'Could you send a short video? We can have it adjusted at a partner dentist near you.',
      ],
    ],
    nose: [
      ['Still swollen after a month, should I worry?', 'Not at all, the tip takes six to twelve months to settle.'],
      ['Can I wear my glasses yet?', 'Please wait six weeks, contact lenses are fine.'],
    ],
    checkup: [
      ['Could you send me the results again?', 'Of course, here they are as a PDF.'],
      ['My GP asked for the ultrasound pictures', 'I will send you the link to the images today.'],
    ],
  },
  customer: {
    adOpening: [
      'Hello! Can I get more info on this?',
      'Hi, I saw your ad. What is the price?',
      'Is this offer still available?',
    ],
    hello: ['Hi', 'Hello, yes I am interested', 'Hi there', 'Yes please'],
    photo: ['Here you go', 'Front and top', 'This is the side view', ''],
    askIncluded: [
      'What is included in that?',
      'Does that include the hotel?',
      'Are there any extra costs?',
      'Are flights included?',
    ],
    priceReaction: [
      'Ok thank you',
      'That is better than I expected',
      'Bit more than I hoped to be honest',
      'Can I pay in instalments?',
    ],
    askDoctor: [
      'Who does the surgery?',
      'How long has the doctor been doing this?',
      'Can I see before and after photos?',
      'Is there a guarantee?',
    ],
    thinking: [
      'Let me talk to my wife and get back to you',
      'I will think about it',
      'Need to check my annual leave first',
      'I will let you know after payday',
    ],
    askDates: ['What dates do you have?', 'Anything around {date}?', 'How far ahead do I need to book?'],
    chooseDate: ['{date} works for me', 'Ok let us do {date}', '{date} please 👍'],
    askPayment: ['How do I pay the deposit?', 'Can you send the bank details?', 'Can I pay the rest by card there?'],
    paid: ['Deposit sent, see attached', 'Just paid it', 'Here is the transfer receipt'],
    askHotel: ['Which hotel is it?', 'Can my partner stay in the room?', 'Is breakfast included?'],
    flight: ['Booked my flight, see attached', 'I land at 14:20', 'And this is the return'],
    arrived: ['Just landed', 'I am at the exit, cannot see the driver', 'At the hotel now, all good thanks'],
    progressPhoto: ['Today', 'Day 10', 'One month', 'Three months in, what do you think?', ''],
    thanks: [
      'Thank you so much for everything',
      'Really happy with it, thank you 🙏',
      'Brilliant service, will recommend you',
    ],
    tooExpensive: [
      'I got a cheaper quote elsewhere',
      'That is over my budget unfortunately',
      'Can you do any better on the price?',
    ],
    declined: [
      'I have decided not to go ahead, thanks',
      'Went with another clinic, sorry',
      'Not this year I am afraid',
      'No longer interested, thank you',
    ],
    okay: ['Ok', 'Great', '👍', 'Perfect thanks', 'Got it', 'Cheers', 'Sounds good'],
    again: ['Hi again, still interested', 'Sorry for the late reply', 'Hello, sorry I was travelling'],
  },
  office: {
    greeting: [
      'Hello {name}, this is {staff} from {office}. Happy to help 😊',
      'Hi {name}, thank you for writing. I am {staff}, your consultant.',
      'Hello {name}, {staff} here from {office}.',
    ],
    referralHello: [
      'Hello {name}, this is {staff} from {office}. A patient of ours told us you would like some information. Is now a good time?',
    ],
    websiteHello: [
      'Hello {name}, I am writing about the form you left on our website. This is {staff} from {office}. When would suit you for a chat?',
    ],
    askDetails: [
      'Could you tell me your age, any medical conditions, and send a few photos? I will ask our doctor for an exact plan.',
      'To give you the right price I need photos from the front and the side, please.',
      'Have you had any treatment for this before?',
    ],
    photoReceived: [
      'Thank you, I am passing them to our doctor.',
      'Got them, I will be back to you today.',
      'Great, those are very clear.',
    ],
    included: [
      'Three nights of hotel, VIP transfers, an interpreter, medication and all checks. Flights are not included.',
      'Treatment, tests, hotel and transfers. There are no extra costs afterwards.',
    ],
    doctor: [
      'It is done by our specialist with 15 years of experience, who is with you throughout.',
      'I am sending before-and-after examples as a PDF, shared with our patients’ consent.',
      'Yes, you get a written guarantee.',
    ],
    callOffer: [
      'Would a short call help? It is easier to explain.',
      'I can arrange a ten-minute video call with the doctor.',
    ],
    dates: [
      'We have two places in the week of {date}.',
      'The next free day is {date}, 9 in the morning.',
      '{date} is free, shall I hold it for you?',
    ],
    deposit: [
      'To confirm the date we take a deposit of {deposit}. I am sending you the account details.',
      'The deposit is {deposit}; the rest you can pay here in cash or by card.',
    ],
    confirmed: [
      'Your deposit has arrived, {date} is confirmed ✅',
      'Thank you {name}, you are booked for {date} at 9:00.',
    ],
    hotel: [
      'You are staying at {hotel}, four stars, ten minutes from the clinic, breakfast included.',
      '{hotel}. Check-in is from 2 pm, and a companion stays free.',
    ],
    transfer: [
      'Thank you, got the ticket. The driver will wait at the exit with your name.',
      'Your transfer is arranged, I will send the driver’s number the day before.',
    ],
    driver: [
      'The driver is at exit 2, a white van, holding a sign with your name.',
      'Welcome! We pick you up at the hotel at 8:30 tomorrow.',
    ],
    checkIn: [
      'Good morning {name}, how are you feeling today?',
      'Hi {name}, it is time for a check. Could you send a few photos?',
    ],
    photoGood: [
      'That is healing very well 👏',
      'The doctor has seen it, everything as it should be.',
      'Looking great, {name}!',
    ],
    review: [
      'So glad to hear it 🌷 If you have a minute, a short review would mean a lot to us.',
      'Thank you, we are always here for you.',
    ],
    offer: [
      'We can do {offer} for you until the end of the month.',
      'I have asked my manager, {offer} would be our final price.',
    ],
    farewell: ['I understand. If you change your mind, we are here.', 'Thank you for letting me know, all the best.'],
    followUp: [
      'Hello {name}, have you had time to think about it? Happy to answer any questions.',
      'Hi {name}, places around {date} are filling up, just letting you know.',
    ],
    lastFollowUp: ['Hello {name}, one last message before I close your file: are you still interested?'],
    okay: ['You are welcome 😊', 'Of course', 'One moment please', 'Noted', 'Any time'],
  },
}
