interface Region {
  readonly zones: readonly string[]
  readonly codes: string
}

const EASTERN = 'America/New_York'
const CENTRAL = 'America/Chicago'
const MOUNTAIN = 'America/Denver'
const PACIFIC = 'America/Los_Angeles'

/** The United States and Canada. Where a region is cut by a border of hours, both sides of it. */
const NORTH_AMERICA: readonly Region[] = [
  {
    zones: [EASTERN],
    codes: `201 202 203 207 212 215 216 220 223 227 229 231 234 239 240 248 252 260 267 269 272 276 283 301 302 304 305 313
      315 317 321 324 326 329 330 332 336 339 347 351 352 363 380 386 401 404 407 410 412 413 419 423 434 436 440 443
      445 463 470 472 475 478 484 502 508 513 516 517 518 540 551 561 567 570 571 574 582 585 586 603 606 607 609 610
      614 616 617 624 631 640 645 646 656 667 678 679 680 681 686 689 703 704 706 716 717 718 724 727 728 732 734 740
      743 754 757 762 765 770 771 772 774 781 786 802 803 804 810 813 814 821 826 828 835 838 839 843 845 848 854 856
      857 859 860 862 863 864 865 878 904 908 910 912 914 917 919 929 934 937 941 943 947 948 954 959 973 978 980 984
      989`,
  },
  {
    zones: [CENTRAL],
    codes: `205 210 214 217 218 219 224 225 228 235 251 254 256 262 270 274 281 309 312 314 316 318 319 320 325 327 331 334
      337 346 353 361 364 402 405 409 414 417 430 432 447 457 464 469 479 501 504 507 512 515 531 534 539 557 563 572
      573 580 601 608 612 615 618 629 630 636 641 651 659 660 662 682 708 712 713 715 726 731 737 763 769 773 779 806
      815 816 817 830 832 847 861 870 872 901 903 913 918 920 924 931 936 938 940 945 952 956 972 975 979 985`,
  },
  { zones: [EASTERN, CENTRAL], codes: '448 812 850 906 930' },
  { zones: [MOUNTAIN], codes: '303 307 385 406 435 505 575 719 720 801 915 970 983' },
  {
    zones: [PACIFIC],
    codes: `206 209 213 253 279 310 323 341 350 357 360 369 408 415 424 425 442 503 509 510 530 559 562 564 619 626 628 650
      657 661 669 702 707 714 725 747 760 775 805 818 820 831 837 840 858 909 916 925 949 951 971`,
  },
  { zones: [CENTRAL, MOUNTAIN], codes: '308 605 620 701 785' },
  { zones: [MOUNTAIN, PACIFIC], codes: '208 458 541 986' },
  { zones: ['America/Phoenix'], codes: '480 520 602 623 928' },
  { zones: ['America/Halifax'], codes: '428 506 782 902' },
  { zones: ['America/St_Johns'], codes: '709 879' },
  {
    zones: ['America/Toronto'],
    codes: `226 249 263 289 343 354 365 367 382 416 418 437 438 450 468 514 519 548 579 581 613 647 683 705 742 753 807 819
      873 905 942`,
  },
  { zones: ['America/Winnipeg'], codes: '204 431 584' },
  { zones: ['America/Regina'], codes: '306 474 639' },
  { zones: ['America/Edmonton'], codes: '368 403 587 780 825' },
  { zones: ['America/Vancouver'], codes: '236 250 257 604 672 778' },
  { zones: ['America/Anchorage'], codes: '907' },
  { zones: ['Pacific/Honolulu'], codes: '808' },
  { zones: ['America/Whitehorse', 'America/Iqaluit'], codes: '867' },
]

/** Everything else in Brazil has the hour of its capital. */
const BRAZIL: readonly Region[] = [
  { zones: ['America/Cuiaba'], codes: '65 66' },
  { zones: ['America/Campo_Grande'], codes: '67' },
  { zones: ['America/Rio_Branco'], codes: '68' },
  { zones: ['America/Porto_Velho'], codes: '69' },
  { zones: ['America/Manaus'], codes: '92 97' },
  { zones: ['America/Boa_Vista'], codes: '95' },
]

/** Mobiles begin with 4 and say nothing. */
const AUSTRALIA: readonly Region[] = [
  { zones: ['Australia/Sydney'], codes: '2' },
  { zones: ['Australia/Melbourne'], codes: '3' },
  { zones: ['Australia/Brisbane'], codes: '7' },
  { zones: ['Australia/Perth', 'Australia/Darwin', 'Australia/Adelaide'], codes: '8' },
]

/** By calling code. Only plans that write the region into the number, where the country has several hours. */
const PLANS: Readonly<Record<string, ReadonlyMap<string, readonly string[]>>> = {
  '1': byCode(NORTH_AMERICA),
  '55': byCode(BRAZIL),
  '61': byCode(AUSTRALIA),
}

const LENGTH_OF_CODE: Readonly<Record<string, number>> = { '1': 3, '55': 2, '61': 1 }

/** The zones of a number's region; none where the number does not tell, or its area code is newer than this list. */
export function zonesOfAreaCode(callingCode: string, nationalNumber: string): readonly string[] {
  const code = nationalNumber.slice(0, LENGTH_OF_CODE[callingCode] ?? 0)
  const zones = PLANS[callingCode]?.get(code)
  if (zones !== undefined) return zones
  return callingCode === '55' && /^[1-9]{2}$/u.test(code) ? ['America/Sao_Paulo'] : []
}

function byCode(regions: readonly Region[]): ReadonlyMap<string, readonly string[]> {
  return new Map(regions.flatMap(({ zones, codes }) => codes.split(/\s+/u).map(code => [code, zones] as const)))
}
