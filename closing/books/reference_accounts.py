"""The reference accounts: the main accounts of the BAS chart, by which the closing knows what an account is.

The names are Swedish trade terms and are shown as they are in every language.

Source: BAS-intressenternas Förening, the BAS chart (bas.se/kontoplaner); its main accounts, and the sub-accounts that a
closing books on or tells apart.
"""

from functools import cache

_TABLE = """
1010 Utvecklingsutgifter
1019 Ackumulerade avskrivningar på utvecklingsutgifter
1030 Patent
1040 Licenser
1050 Varumärken
1060 Hyresrätter, tomträtter och liknande
1070 Goodwill
1079 Ackumulerade avskrivningar på goodwill
1080 Förskott för immateriella anläggningstillgångar
1110 Byggnader
1119 Ackumulerade avskrivningar på byggnader
1120 Förbättringsutgifter på annans fastighet
1129 Ackumulerade avskrivningar på förbättringsutgifter
1130 Mark
1150 Markanläggningar
1159 Ackumulerade avskrivningar på markanläggningar
1180 Pågående nyanläggningar och förskott, byggnader och mark
1210 Maskiner och andra tekniska anläggningar
1219 Ackumulerade avskrivningar på maskiner
1220 Inventarier och verktyg
1229 Ackumulerade avskrivningar på inventarier och verktyg
1230 Installationer
1240 Bilar och andra transportmedel
1249 Ackumulerade avskrivningar på bilar och transportmedel
1250 Datorer
1259 Ackumulerade avskrivningar på datorer
1260 Leasade tillgångar
1280 Pågående nyanläggningar och förskott, maskiner och inventarier
1290 Övriga materiella anläggningstillgångar
1310 Andelar i koncernföretag
1320 Långfristiga fordringar hos koncernföretag
1330 Andelar i intresseföretag
1340 Långfristiga fordringar hos intresseföretag
1350 Andelar och värdepapper i andra företag
1360 Lån till delägare eller närstående, långfristig del
1370 Uppskjuten skattefordran
1380 Andra långfristiga fordringar
1385 Värde av kapitalförsäkring
1400 Lager
1410 Lager av råvaror
1419 Förändring av lager av råvaror
1430 Lager av halvfabrikat
1440 Produkter i arbete
1449 Förändring av produkter i arbete
1450 Lager av färdiga varor
1459 Förändring av lager av färdiga varor
1460 Lager av handelsvaror
1469 Förändring av lager av handelsvaror
1470 Pågående arbeten
1480 Förskott för varor och tjänster
1490 Övriga lagertillgångar
1510 Kundfordringar
1515 Osäkra kundfordringar
1519 Nedskrivning av kundfordringar
1530 Kontraktsfordringar
1550 Konsignationsfordringar
1560 Kundfordringar hos koncernföretag
1570 Kundfordringar hos intresseföretag
1580 Fordringar för kontokort och kuponger
1610 Kortfristiga fordringar hos anställda
1620 Upparbetad men ej fakturerad intäkt
1630 Avräkning för skatter och avgifter, skattekonto
1640 Skattefordringar
1650 Momsfordran
1660 Kortfristiga fordringar hos koncernföretag
1670 Kortfristiga fordringar hos intresseföretag
1680 Andra kortfristiga fordringar
1690 Fordringar för tecknat men ej inbetalt aktiekapital
1710 Förutbetalda hyreskostnader
1720 Förutbetalda leasingavgifter
1730 Förutbetalda försäkringspremier
1740 Förutbetalda räntekostnader
1750 Upplupna hyresintäkter
1760 Upplupna ränteintäkter
1780 Upplupna avtalsintäkter
1790 Övriga förutbetalda kostnader och upplupna intäkter
1810 Andelar i börsnoterade företag
1820 Obligationer
1860 Andelar i koncernföretag, kortfristigt
1880 Andra kortfristiga placeringar
1890 Nedskrivning av kortfristiga placeringar
1910 Kassa
1920 PlusGiro
1930 Företagskonto, checkkonto, affärskonto
1940 Övriga bankkonton
1950 Bankcertifikat
1960 Koncernkonto moderföretag
1970 Särskilda bankkonton
1980 Valutakonton
1990 Redovisningsmedel
2010 Eget kapital
2013 Övriga egna uttag
2018 Övriga egna insättningar
2019 Årets resultat, enskild firma
2020 Eget kapital, delägare 2
2050 Avsättning till expansionsfond
2081 Aktiekapital
2082 Ej registrerat aktiekapital
2083 Medlemsinsatser
2085 Uppskrivningsfond
2086 Reservfond
2090 Fritt eget kapital
2091 Balanserad vinst eller förlust
2093 Erhållna aktieägartillskott
2097 Överkursfond
2098 Vinst eller förlust från föregående år
2099 Årets resultat
2110 Periodiseringsfonder
2120 Periodiseringsfond, senare år
2130 Periodiseringsfond, tidigare år
2150 Ackumulerade överavskrivningar
2160 Ersättningsfond
2190 Övriga obeskattade reserver
2210 Avsättningar för pensioner enligt tryggandelagen
2220 Avsättningar för garantier
2230 Övriga avsättningar för pensioner
2240 Avsättningar för uppskjutna skatter
2250 Övriga avsättningar för skatter
2290 Övriga avsättningar
2310 Obligations- och förlagslån
2330 Checkräkningskredit, långfristig
2340 Byggnadskreditiv
2350 Skulder till kreditinstitut, långfristig del
2360 Långfristiga skulder till koncernföretag
2370 Långfristiga skulder till intresseföretag
2390 Övriga långfristiga skulder
2393 Lån från närstående personer, långfristig del
2410 Kortfristiga låneskulder till kreditinstitut
2417 Kortfristig del av långfristiga skulder till kreditinstitut
2420 Förskott från kunder
2430 Pågående arbeten, skuld
2440 Leverantörsskulder
2450 Fakturerad men ej upparbetad intäkt
2460 Leverantörsskulder till koncernföretag
2480 Checkräkningskredit, kortfristig
2490 Övriga kortfristiga skulder till kreditinstitut, kunder och leverantörer
2492 Växelskulder
2510 Skatteskulder
2512 Beräknad inkomstskatt
2513 Beräknad fastighetsskatt och fastighetsavgift
2514 Beräknad särskild löneskatt på pensionskostnader
2515 Beräknad avkastningsskatt
2518 Betald F-skatt
2610 Utgående moms, 25 %
2611 Utgående moms på försäljning inom Sverige, 25 %
2614 Utgående moms omvänd betalningsskyldighet, 25 %
2620 Utgående moms, 12 %
2630 Utgående moms, 6 %
2640 Ingående moms
2641 Debiterad ingående moms
2645 Beräknad ingående moms på förvärv från utlandet
2650 Redovisningskonto för moms
2660 Särskilda punktskatter
2710 Personalskatt
2730 Lagstadgade sociala avgifter och särskild löneskatt
2731 Avräkning lagstadgade sociala avgifter
2740 Avtalade sociala avgifter
2750 Utmätning i lön
2790 Övriga löneavdrag
2810 Avräkning för factoring och belånade kontraktsfordringar
2820 Kortfristiga skulder till anställda
2840 Kortfristiga låneskulder
2850 Avräkning för skatter och avgifter, skuld
2860 Kortfristiga skulder till koncernföretag
2870 Kortfristiga skulder till intresseföretag
2880 Skuld erhållna bidrag
2890 Övriga kortfristiga skulder
2893 Skulder till närstående personer, kortfristig del
2898 Outtagen vinstutdelning
2910 Upplupna löner
2920 Upplupna semesterlöner
2930 Upplupna pensionskostnader
2940 Upplupna lagstadgade sociala och andra avgifter
2950 Upplupna avtalade sociala avgifter
2960 Upplupna räntekostnader
2970 Förutbetalda intäkter
2980 Upplupna avtalskostnader
2990 Övriga upplupna kostnader och förutbetalda intäkter
2999 Observationskonto
3000 Försäljning inom Sverige
3001 Försäljning inom Sverige, 25 % moms
3002 Försäljning inom Sverige, 12 % moms
3003 Försäljning inom Sverige, 6 % moms
3004 Försäljning inom Sverige, momsfri
3100 Försäljning av varor utanför Sverige
3105 Försäljning varor till land utanför EU
3108 Försäljning varor till annat EU-land
3200 Försäljning VMB och omvänd moms
3231 Försäljning inom byggsektorn, omvänd betalningsskyldighet
3300 Försäljning av tjänster utanför Sverige
3305 Försäljning tjänster till land utanför EU
3308 Försäljning tjänster till annat EU-land
3400 Försäljning, egna uttag
3500 Fakturerade kostnader
3510 Fakturerat emballage
3520 Fakturerade frakter
3540 Faktureringsavgifter
3550 Fakturerade resekostnader
3590 Övriga fakturerade kostnader
3600 Rörelsens sidointäkter
3690 Övriga sidointäkter
3700 Intäktskorrigeringar
3730 Lämnade rabatter
3740 Öres- och kronutjämning
3800 Aktiverat arbete för egen räkning
3900 Övriga rörelseintäkter
3910 Hyres- och arrendeintäkter
3920 Provisionsintäkter, licensintäkter och royalties
3950 Återvunna, tidigare avskrivna kundfordringar
3960 Valutakursvinster på fordringar och skulder av rörelsekaraktär
3970 Vinst vid avyttring av anläggningstillgångar
3980 Erhållna offentliga bidrag
3990 Övriga ersättningar, bidrag och intäkter
4000 Inköp av handelsvaror
4010 Inköp material och varor
4400 Inköpta tjänster i Sverige, omvänd betalningsskyldighet
4500 Övriga momspliktiga inköp
4515 Inköp av varor från annat EU-land, 25 %
4531 Inköp av tjänster från land utanför EU
4535 Inköp av tjänster från annat EU-land, 25 %
4600 Legoarbeten, underentreprenader
4700 Reduktion av inköpspriser
4731 Erhållna kassarabatter
4900 Förändring av lager
4910 Förändring av lager av råvaror, kostnad
4940 Förändring av produkter i arbete, kostnad
4950 Förändring av lager av färdiga varor, kostnad
4960 Förändring av lager av handelsvaror, kostnad
4970 Förändring av pågående arbeten, nedlagda kostnader
5000 Lokalkostnader
5010 Lokalhyra
5020 El för belysning
5030 Värme
5040 Vatten och avlopp
5060 Städning och renhållning
5070 Reparation och underhåll av lokaler
5090 Övriga lokalkostnader
5100 Fastighetskostnader
5170 Reparation och underhåll av fastighet
5191 Fastighetsskatt och fastighetsavgift
5200 Hyra av anläggningstillgångar
5220 Hyra av inventarier och verktyg
5250 Hyra av datorer
5300 Energikostnader
5400 Förbrukningsinventarier och förbrukningsmaterial
5410 Förbrukningsinventarier
5420 Programvaror
5460 Förbrukningsmaterial
5480 Arbetskläder och skyddsmaterial
5500 Reparation och underhåll
5600 Kostnader för transportmedel
5610 Personbilskostnader
5611 Drivmedel för personbilar
5612 Försäkring och skatt för personbilar
5613 Reparation och underhåll av personbilar
5615 Leasing av personbilar
5620 Lastbilskostnader
5690 Övriga kostnader för transportmedel
5700 Frakter och transporter
5710 Frakter, transporter och försäkringar vid varudistribution
5720 Tull- och speditionskostnader
5800 Resekostnader
5810 Biljetter
5830 Kost och logi
5900 Reklam och PR
5910 Annonsering
5930 Reklamtrycksaker och direktreklam
6000 Övriga försäljningskostnader
6040 Kontokortsavgifter
6050 Försäljningsprovisioner
6060 Kreditförsäljningskostnader
6070 Representation
6071 Representation, avdragsgill
6072 Representation, ej avdragsgill
6100 Kontorsmateriel och trycksaker
6110 Kontorsmateriel
6150 Trycksaker
6200 Tele och post
6210 Telekommunikation
6212 Mobiltelefon
6230 Datakommunikation
6250 Postbefordran
6300 Företagsförsäkringar och övriga riskkostnader
6310 Företagsförsäkringar
6340 Lämnade skadestånd
6350 Förluster på kundfordringar
6400 Förvaltningskostnader
6410 Styrelsearvoden som inte är lön
6420 Ersättningar till revisor
6440 Årsredovisning och delårsrapporter
6500 Övriga externa tjänster
6530 Redovisningstjänster
6540 IT-tjänster
6550 Konsultarvoden
6560 Serviceavgifter till branschorganisationer
6570 Bankkostnader
6580 Advokat- och rättegångskostnader
6590 Övriga externa tjänster, övrigt
6800 Inhyrd personal
6900 Övriga externa kostnader
6970 Tidningar, tidskrifter och facklitteratur
6980 Föreningsavgifter
6991 Övriga externa kostnader, avdragsgilla
6992 Övriga externa kostnader, ej avdragsgilla
7010 Löner till kollektivanställda
7090 Förändring av semesterlöneskuld, kollektivanställda
7210 Löner till tjänstemän
7220 Löner till företagsledare
7240 Styrelsearvoden
7290 Förändring av semesterlöneskuld, tjänstemän
7310 Kontanta extraersättningar
7320 Traktamenten vid tjänsteresa
7330 Bilersättningar
7380 Kostnader för förmåner till anställda
7385 Kostnader för fri bil
7399 Motkonto skattepliktiga förmåner
7410 Pensionsförsäkringspremier
7490 Övriga pensionskostnader
7510 Arbetsgivaravgifter
7519 Sociala avgifter för semester- och löneskulder
7530 Särskild löneskatt
7533 Särskild löneskatt för pensionskostnader
7550 Avkastningsskatt på pensionsmedel
7570 Premier för arbetsmarknadsförsäkringar
7580 Gruppförsäkringspremier
7600 Övriga personalkostnader
7610 Utbildning
7620 Sjuk- och hälsovård
7630 Personalrepresentation
7690 Övriga personalkostnader, övrigt
7710 Nedskrivningar av immateriella anläggningstillgångar
7730 Nedskrivningar av maskiner och inventarier
7740 Nedskrivningar av omsättningstillgångar
7810 Avskrivningar på immateriella anläggningstillgångar
7820 Avskrivningar på byggnader och markanläggningar
7830 Avskrivningar på maskiner och inventarier
7832 Avskrivningar på inventarier och verktyg
7834 Avskrivningar på bilar och andra transportmedel
7835 Avskrivningar på datorer
7840 Avskrivningar på förbättringsutgifter på annans fastighet
7960 Valutakursförluster på fordringar och skulder av rörelsekaraktär
7970 Förlust vid avyttring av anläggningstillgångar
7990 Övriga rörelsekostnader
8010 Utdelning på andelar i koncernföretag
8070 Nedskrivningar av andelar i koncernföretag
8110 Utdelning på andelar i intresseföretag
8210 Utdelningar på andelar i andra företag
8220 Resultat vid försäljning av värdepapper
8270 Nedskrivningar av andelar i andra företag
8310 Ränteintäkter från omsättningstillgångar
8314 Skattefria ränteintäkter
8330 Valutakursdifferenser på kortfristiga fordringar och placeringar
8390 Övriga finansiella intäkter
8410 Räntekostnader för långfristiga skulder
8420 Räntekostnader för kortfristiga skulder
8423 Räntekostnader för skatter och avgifter
8430 Valutakursdifferenser på skulder
8490 Övriga skuldrelaterade poster
8810 Förändring av periodiseringsfond
8811 Avsättning till periodiseringsfond
8819 Återföring från periodiseringsfond
8820 Mottagna koncernbidrag
8830 Lämnade koncernbidrag
8850 Förändring av överavskrivningar
8890 Övriga bokslutsdispositioner
8910 Skatt som belastar årets resultat
8920 Skatt på grund av ändrad beskattning
8940 Uppskjuten skatt
8990 Resultat
8999 Årets resultat, bokfört
"""


@cache
def reference_accounts() -> dict[str, str]:
    """Give every reference account with its name, in the order of their numbers."""
    rows = (line.partition(" ") for line in _TABLE.strip().splitlines())
    return {number: name for number, _blank, name in rows}
