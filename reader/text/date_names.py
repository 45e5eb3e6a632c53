"""Names of months and weekdays, and the small words between them, as dates contain them.

The names are those of the Unicode CLDR (as of Babel 2.19) for sixty languages, nominative and as written
beside a day, in full and abbreviated, folded by `folded`. A name that means two months is left out. Arabic has those of the Levant
and of the Maghreb, too.
"""

from __future__ import annotations

import unicodedata

_MONTHS = (
    "ean eanair ene enero gen gener gennaio ian ianuarie ion ionawr jaan jaanuar jan janar janeiro jannar "
    "jannewaris janner januar januara januari januarie january janv janvaris janvier led leden ledna oca ocak "
    "saus sausio sausis sty styczen stycznia tammi tammikuu tammikuuta urt urtarrila xan xaneiro yan "
    "yanvar ιαν ιανουαριοσ ιανουαριου сту студзень студзеня січ січень січня янв январь января яну януари "
    "јан јануар јануари қаң қаңтар հնվ հունվար հունվարի ינואר ינו׳ جنوری يناير جانفي जनवरी जन॰ जाने जानेवारी "
    "জানু জানুয়ারি ਜਨ ਜਨਵਰੀ જાન્યુ જાન્યુઆરી ஜன ஜனவரி జన జనవరి ಜನ ಜನವರಿ ജനു ജനുവരി දුරුතු ม.ค มกราคม ມ.ກ "
    "ມັງກອນ ဇန် ဇန်နဝါရီ იან იანვარი ጃን ጃንዋሪ មករា",
    "chw chwef chwefror feabh feabhra feb febbraio febr febreiro febrer febrero febrewaris februar "
    "februara februari februarie februaris february fev fevereiro fevr fevral fevrier fra frar helmi "
    "helmikuu helmikuuta lut lutego luty ots otsaila peb pebrero shk shkurt sub subat uno unor unora vas "
    "vasario vasaris veebr veebruar φεβ φεβρουαριοσ φεβρουαριου ақп ақпан лют лютага лютии лютого люты феб "
    "фебруар фев февр февраль февраля февруари փետրվար փետրվարի փտվ פברואר פבר׳ فبراير فيفري شباط فروری फ़रवरी फ़र॰ "
    "फेब्रु फेब्रुअरी फेब्रुवारी ফেব ফেব্রুয়ারি ਫ਼ਰ ਫ਼ਰਵਰੀ ફેબ્રુ ફેબ્રુઆરી பிப் பிப்ரவரி ఫిబ్ర ఫిబ్రవరి "
    "ಫೆಬ್ರ ಫೆಬ್ರವರಿ ഫെബ്രു ഫെബ്രുവരി නවම් ก.พ กุมภาพันธ์ ກ.ພ ກຸມພາ ဖေ ဖေဖော်ဝါရီ თებ თებერვალი ፌብ ፌብሩዋሪ "
    "កុម្ភៈ",
    "bre brezen brezna kov kovas kovo maalis maaliskuu maaliskuuta maart mac machi mae maerz mar marc "
    "marca march marcius marco marec maret mars marso mart marta martie marts martxoa marz marzec marzo "
    "marzu maw mawrth mrt μαρ μαρτιοσ μαρτιου бер березень березня мар март марта нау наурыз сак сакавік "
    "сакавіка մարտ մարտի մրտ מרץ مارس آذار مارچ मार्च মার্চ ਮਾਰਚ માર્ચ மார் மார்ச் మార్చి ಮಾರ್ಚ್ മാർ മാർച്ച് "
    "මැදින් มี.ค มีนาคม ມ.ນ ມີນາ မတ် მარ მარტი ማርች មីនា",
    "abr abrell abril aib aibrean api apirila apr aprel april aprila aprile aprili aprilie aprilis aprill "
    "avr avril bal balandis balandzio dub duben dubna ebr ebrill huhti huhtikuu huhtikuuta kwi kwiecien "
    "kwietnia nis nisan pri prill απρ απριλιοσ απριλιου апр апрель апреля април квіт квітень квітня кра "
    "красавік красавіка сәу сәуір ապր ապրիլ ապրիլի אפריל אפר׳ أبريل أفريل نيسان اپریل अप्रिल अप्रैल एप्रि एप्रिल এপ্রি "
    "এপ্রিল ਅਪ੍ਰੈ ਅਪ੍ਰੈਲ એપ્રિલ ஏப் ஏப்ரல் ఏప్రి ఏప్రిల్ ಏಪ್ರಿ ಏಪ್ರಿಲ್ ഏപ്രി ഏപ്രിൽ බක් เม.ย เมษายน ມ.ສ "
    "ເມສາ ဧပြီ აპრ აპრილი ኤፕሪ ኤፕሪል មេសា",
    "beal bealtaine geg geguze geguzes kve kveten kvetna maaie mag maggio mai maiatza maig maijs maio maj "
    "maja majus may mayo mayıs mee mei mej mejju touko toukokuu toukokuuta μαι μαιοσ μαιου маи мам мамыр "
    "мая мај трав травень травня մայիս մայիսի մյս מאי مئی مايو ماي أيار मई मे মে ਮਈ મે மே మే ಮೇ മേയ് മെയ് مه වෙසක් พ.ค "
    "พฤษภาคม ພ.ພ ພຶດສະພາ မေ მაი მაისი ሜይ ឧសភា",
    "birz birzelio birzelis cerven cervna cvn cze czerwca czerwiec eka ekaina giu giugno gun gunju haz "
    "haziran hun hunyo iun iunie iyn iyun juin jun juna june junho juni junie junij junijs junio junius "
    "juny juuni kesa kesakuu kesakuuta meh mehefin meith meitheamh qer qershor xuno ιουν ιουνιοσ ιουνιου "
    "июн июнь июня мау маусым черв червень червня чэр чэрвень чэрвеня юни јун јуни հնս հունիս հունիսի יוני "
    "جون يونيو جوان حزيران जुन जून জুন ਜੂਨ જૂન ஜூன் జూన్ ಜೂನ್ ജൂൺ පොසොන් มิ.ย มิถุนายน ມິ.ຖ ມິຖຸນາ ဇွန် ივნ ივნისი ጁን "
    "មិថុនា",
    "cervence cervenec cvc gor gorff gorffennaf heina heinakuu heinakuuta hul hulyo iuil iul iulie iyl "
    "iyul juil juillet jul jula julai julho juli julie julij julijs julio juliol julius july juuli korr "
    "korrik liep liepa liepos lip lipca lipiec lug luglio lul lulju tem temmuz uzt uztaila xul xullo ιουλ "
    "ιουλιοσ ιουλιου июл июль июля лип липень липня ліп ліпень ліпеня шіл шілде юли јул јули հլս հուլիս "
    "հուլիսի יולי جولائی يوليو جويلية يوليوز تموز जुलाई जुलै जुल॰ জুল জুলাই ਜੁਲਾ ਜੁਲਾਈ જુલાઈ ஜூலை జులై ಜುಲೈ ജൂലൈ ඇසළ ก.ค "
    "กรกฎาคม ກ.ລ ກໍລະກົດ ဇူ ဇူလိုင် ივლ ივლისი ጁላይ កក្កដា",
    "abu abuztua ag ago agost agosti agosto agu agust agustos agustus aout aug august augusta augusti "
    "augusts augustus augusztus avg avgust avq avqust awst aww awwissu elo elokuu elokuuta gush gusht lun "
    "lunasa ogo ogos rugp rugpjucio rugpjutis sie sierpien sierpnia srp srpen srpna αυγ αυγουστοσ "
    "αυγουστου авг август августа жні жнівень жніуня серп серпень серпня там тамыз օգոստոս օգոստոսի օգս "
    "אוגוסט אוג׳ أغسطس أوت غشت آب اگست अगस्ट अगस्त अग॰ ऑग ऑगस्ट আগ আগস্ট ਅਗ ਅਗਸਤ ઑગસ્ટ ஆக ஆகஸ்ட் ఆగ ఆగస్టు ಆಗ ಆಗಸ್ಟ್ "
    "ഓഗ ഓഗസ്റ്റ് නිකිණි ส.ค สิงหาคม ສ.ຫ ສິງຫາ ဩဂုတ် აგვ აგვისტო ኦገስ ኦገስት សីហា",
    "eyl eylul ira iraila medi mfomh rugs rugsejis rugsejo sen sentabr sentyabr sep sept septemba "
    "septembar september septembra septembre septembrie septembris septiembre septimber set setembre "
    "setembro settembre settembru setyembre sht shtator syys syyskuu syyskuuta szept szeptember wrz "
    "wrzesien wrzesnia zar zari σεπ σεπτεμβριοσ σεπτεμβριου вер верасень верасня вересень вересня сен сент "
    "сентябрь сентября сеп септембар септември қыр қыркүиек սեպ սեպտեմբեր սեպտեմբերի ספטמבר ספט׳ سبتمبر شتنبر أيلول "
    "ستمبر सप्टें सप्टेंबर सितंबर सित॰ सेप्टेम्बर সেপ সেপ্ট সেপ্টেম্বর ਸਤੰ ਸਤੰਬਰ સપ્ટે સપ્ટેમ્બર செப் "
    "செப்டம்பர் సెప్టెం సెప్టెంబర్ ಸೆಪ್ಟೆಂ ಸೆಪ್ಟೆಂಬರ್ സെപ്റ്റം സെപ്റ്റംബർ බිනර ก.ย กันยายน ກ.ຍ ກັນຍາ စက် "
    "စက်တင်ဘာ სექ სექტემბერი ሴፕቴ ሴፕቴምበር កញ្ញា",
    "dfomh eki ekim hyd hydref loka lokakuu lokakuuta oct october octobre octombrie octubre okt oktabr "
    "oktoba oktobar oktober oktobra oktobris oktoober oktubre oktyabr ott ottobre ottubru out outubro paz "
    "pazdziernik pazdziernika rij rijen rijna spal spalio spalis tet tetor urr urria οκτ οκτωβριοσ "
    "οκτωβριου жовт жовтень жовтня кас кастрычнік кастрычніка окт октобар октомври октябрь октября қаз "
    "қазан հոկ հոկտեմբեր հոկտեմբերի אוקטובר אוק׳ أكتوبر اکتوبر अक्टूबर अक्टू॰ अक्टोबर ऑक्टो ऑक्टोबर অক্টো "
    "অক্টোবর ਅਕਤੂ ਅਕਤੂਬਰ ઑક્ટો ઑક્ટોબર அக் அக்டோபர் అక్టో అక్టోబర్ ಅಕ್ಟೋ ಅಕ್ಟೋಬರ್ ഒക്ടോ ഒക്ടോബർ වප් ต.ค "
    "ตุลาคม ຕ.ລ ຕຸລາ အောက် အောက်တိုဘာ ოქტ ოქტომბერი ኦክቶ ኦክቶበር តុលា",
    "aza azaroa kas kasım lapkr lapkricio lapkritis lis listopad listopada listopadu marras marraskuu "
    "marraskuuta nen nentor nob nobyembre noiembrie nov novemba novembar november novembra novembre "
    "novembris novembro novembru noviembre novimber noy noyabr samh samhain tach tachwedd νοε νοεμβριοσ "
    "νοεμβριου лист листопад листопада ліс лістапад лістапада нов новембар ное ноември ноя нояб ноябрь "
    "ноября қар қараша նոյ նոյեմբեր նոյեմբերի נובמבר נוב׳ نوفمبر نونبر نومبر नवंबर नव॰ नोभेम्बर नोव्हें "
    "नोव्हेंबर নভে নভেম্বর ਨਵੰ ਨਵੰਬਰ નવે નવેમ્બર நவ நவம்பர் నవం నవంబర్ ನವೆಂ ನವೆಂಬರ್ നവം നവംബർ ඉල් พ.ย "
    "พฤศจิกายน ພ.ຈ ພະຈິກ နို နိုဝင်ဘာ ნოე ნოემბერი ኖቬም ኖቬምበር វិច្ឆិកា",
    "abe abendua ara aralık dec decembar december decembra decembre decembrie decembris decembro dek "
    "dekabr des desemba desember desembre desimber dets detsember dez dezember dezembro dhj dhjetor dic "
    "dicembre dicembru diciembre dis disember disyembre gru grudnia grudzien gruod gruodis gruodzio joulu "
    "joulukuu joulukuuta noll nollaig pro prosince prosinec rhag rhagfyr δεκ δεκεμβριοσ δεκεμβριου груд "
    "грудень грудня дек декабрь декабря декември дец децембар жел желтоқсан сне снежань снежня դեկ "
    "դեկտեմբեր դեկտեմբերի דצמבר דצמ׳ دسمبر ديسمبر دجنبر डिसें डिसेंबर डिसेम्बर दिसंबर दिस॰ ডিসে ডিসেম্বর ਦਸੰ "
    "ਦਸੰਬਰ ડિસે ડિસેમ્બર டிச டிசம்பர் డిసెం డిసెంబర్ ಡಿಸೆಂ ಡಿಸೆಂಬರ್ ഡിസം ഡിസംബർ උඳුවප් ธ.ค ธันวาคม ທ.ວ "
    "ທັນວາ ဒီ ဒီဇင်ဘာ დეკ დეკემბერი ዲሴም ዲሴምበር ធ្នូ",
)
_WEEKDAYS = (
    "ahad ahd al alhamisi an antradienis aoine ar asteartea asteazkena astelehena axsamı az b.e ba bay "
    "bazar biy biyernes c.a car carsamba cead ceadaoin cet cetrtek ceturtd ceturtdiena cetvrtak chor "
    "chorshanba chu cmt cn cs csutortok ct ctvrtek cum cuma cumartesi cumə czw czwartek cərsənbə dc de "
    "dear deardaoin den denschdeg dg di die diel dienstag dijous dilluns dim dimanche dimarts dimecres "
    "dinsdag dissabte diumenge divendres dj dl do dom domenica domh domhnaigh domingo don donderdag "
    "donnerstag donneschdeg ds dt dum duminica dush dushanba dv dydd enj enjte erb erbgħa ertəsi esmaspaev "
    "feira fim fimmtudagur fos fostudagur fr fre fredag freed freideg freitag fri friday friggjadagur gim "
    "gimgħa gio giovedi gwe gwen gwener hai haoine hen hene hetfo hos hosdagur huw huwebes iau ig igandea "
    "ijumaa il is isn isnin it jeu jeudi joi jue jueves jum juma jumaat jumamosi jumanne jumapili jumat "
    "jumatano jumatatu kam kamis ke kedd keskiviikko keskiviikkona ketvirtadienis kha khamis kolmapaev kt "
    "la larunbata lau lauantai lauantaina laugardagur laupaev ley leygardagur lin linggo llun lor lordag "
    "lr luain luan lundi lunedi lunes luni luns lør lørdag ma maanantai maanantaina maandag mairt man "
    "manadagur mandag manudagur mardi marte martedi martes marti meindeg mer mercher mercoledi mercores "
    "mercredi merkure met mettwoch mi mie miercoles miercuri mik mikudagur min minggu mittwoch miy "
    "miyerkules mið miðvikudagur mo moandei mon monday montag nam ne ned nedela nedele nedelja nedjelja "
    "neljapaev nhat niedz niedziela og ons onsdag or osteguna ostirala otrd otrdiena pa patek pay "
    "payshanba pazar pazartesi pe penktadienis pentek per perjantai perjantaina persembe pet petak petek "
    "pi piatek piatok piektd piektdiena pirmadienis pirmd pirmdiena pn po pon pondeli pondelok ponedeljek "
    "ponedjeljak poniedziałek pr pre premte pt puhapaev pzt qua quarta qui quinta rab rabu reede sa sab "
    "sabado sabato sabtu sad sadwrn sal salı sam sambata samedi samschdeg samstag sat saterdag sath "
    "sathairn saturday sau seg segunda sekmadienis sel selasa senin sesh seshanba sestadienis sestd "
    "sestdiena sex sexta shan shanba shtune si sib sibt sk snein sneon so sob sobota son sondag sonndeg "
    "sonntag sr sre sreda sri srijeda sroda st streda stvrtok su subota sul sun sunday sunnudagur "
    "sunnuntai sunnuntaina svetd svetdiena sze szerda szo szombat søn søndag sənbə teisipaev ter terca thu "
    "thursday ti tiisdei tiistai tiistaina tir tirs tirsdag tis tisdag tli tlieta tne tnejn to tongersdei "
    "tor torek tors torsdag torstai torstaina tr treciadienis tresd tresdiena tu tue tuesday tys tysdagur "
    "ut utery uto utorak utorok vasarnap ven vendredi venerdi venres vie viernes vin vineri vr vrijdag "
    "vrydag wed wednesday wo woansdei woensdag wt wtorek xov xoves yak yakshanba za zaterdag zo zondag þri "
    "þriðjudagur ħad ħadd ħam ħamis δευ δευτερα κυρ κυριακη παρ παρασκευη πεμ πεμπτη σαβ σαββατο τετ "
    "τεταρτη τρι τριτη ау ауторак беисенбі беиш беишемби бс воскресенье вс вт вто вторник вівторок дс дүи "
    "дүисенбі дүишөмбү жек жексенбі жекшемби жм жс жума жұма ишемби ишм нд нед недела неделя недеља неділя "
    "нядзеля пʼятниця панядзелак пет петак петок петък пн пон понеделник понедельник понедељак понеділок "
    "пт пятница пятніца саб сабота сб сеисенбі сенбі серада середа ср сре среда сряда сс суб суббота "
    "субота събота сәрсенбі уто уторак чацвер чет четвер четверг четвртак четврток четвъртък чт чц шарш "
    "шаршемби шеиш шеишемби երեքշաբթի երկ երկուշաբթի երք կիր կիրակի հինգշաբթի հնգ շաբաթ շբթ ուր ուրբաթ "
    "չորեքշաբթի չրք א׳ ב׳ ג׳ ד׳ ה׳ ו׳ חמישי יום ראשון רביעי שבת שישי שלישי שני اتوار الأحد الأربعاء "
    "الاثنين الثلاثاء الجمعة الخميس السبت بدھ جمعرات جمعہ منگل پیر ہفتہ आइत आइतबार गुरु गुरुवार बिहि "
    "बिहिबार बुध बुधबार बुधवार मंगल मंगलवार मंगळ मंगळवार मङ्गल मङ्गलबार रवि रविवार शनि शनिबार शनिवार शुक्र "
    "शुक्रबार शुक्रवार सोम सोमबार सोमवार বুধ বুধবার বৃহস্পতি বৃহস্পতিবার মঙ্গল মঙ্গলবার রবি রবিবার শনি "
    "শনিবার শুক্র শুক্রবার সোম সোমবার ਐਤ ਐਤਵਾਰ ਬੁੱਧ ਬੁੱਧਵਾਰ ਮੰਗਲ ਮੰਗਲਵਾਰ ਵੀਰ ਵੀਰਵਾਰ ਸ਼ਨੀ ਸ਼ਨੀਵਾਰ ਸ਼ੁੱਕਰ "
    "ਸ਼ੁੱਕਰਵਾਰ ਸੋਮ ਸੋਮਵਾਰ ગુરુ ગુરુવાર બુધ બુધવાર મંગળ મંગળવાર રવિ રવિવાર શનિ શનિવાર શુક્ર શુક્રવાર સોમ "
    "સોમવાર சனி செவ் செவ்வாய் ஞாயி ஞாயிறு திங் திங்கள் புத புதன் வியா வியாழன் வெள் வெள்ளி ఆది ఆదివారం గురు "
    "గురువారం బుధ బుధవారం మంగళ మంగళవారం శని శనివారం శుక్ర శుక్రవారం సోమ సోమవారం ಗುರು ಗುರುವಾರ ಬುಧ ಬುಧವಾರ "
    "ಭಾನು ಭಾನುವಾರ ಮಂಗಳ ಮಂಗಳವಾರ ಶನಿ ಶನಿವಾರ ಶುಕ್ರ ಶುಕ್ರವಾರ ಸೋಮ ಸೋಮವಾರ ചൊവ്വ ചൊവ്വാഴ് ചൊവ്വാഴ്ച ഞായറാഴ് ഞായർ "
    "തിങ്കളാഴ് തിങ്കൾ ബുധനാഴ് ബുധൻ വെള്ളി വെള്ളിയാഴ് വ്യാഴം വ്യാഴാഴ് ശനി ശനിയാഴ് අඟහ අඟහරුවාදා ඉරිදා බදාදා "
    "බ්‍රහස් බ්‍රහස්පතින්දා සඳුදා සිකු සිකුරාදා සෙන සෙනසුරාදා จันทร์ พฤหัส พุธ วันจันทร์ วันพฤหัสบดี "
    "วันพุธ วันศุกร์ วันอังคาร วันอาทิตย์ วันเสาร์ ศุกร์ อังคาร อาทิตย์ เสาร์ ຈັນ ພະຫັດ ພຸດ ວັນຈັນ "
    "ວັນພະຫັດ ວັນພຸດ ວັນສຸກ ວັນອັງຄານ ວັນອາທິດ ວັນເສົາ ສຸກ ອັງຄານ ອາທິດ ເສົາ ကြာသပတေး စနေ တနင်္ဂနွေ "
    "တနင်္လာ ဗုဒ္ဓဟူး သောကြာ အင်္ဂါ კვი კვირა ოთხ ოთხშაბათი ორშ ორშაბათი პარ პარასკევი სამ სამშაბათი შაბ "
    "შაბათი ხუთ ხუთშაბათი ሐሙስ ማክሰ ማክሰኞ ረቡዕ ሰኞ ቅዳሜ እሑድ ዓርብ ចន្ទ ច័ន្ទ ពុធ ព្រហ ព្រហស្បតិ៍ សុក្រ សៅរ៍ អង្គារ "
    "អាទិត្យ"
)

_ENGLISH = (
    "st nd rd th of the on at h hr hrs hour hours o'clock oclock published posted updated created written "
    "modified edited date dated last first sun mon tue tues wed thu thur thurs fri sat sunday monday tuesday "
    "wednesday thursday friday saturday"
)
_SMALL_WORDS = (
    "st nd rd th of the on at in de del di do da d le la les el al il lo a as os o e y den det der dem am um "
    "vom kl klo ore alle las los i ii the uhr h hr hrs hour hours er re eme go ga г го года год році року р "
    "roku r rok saat m d gada gads ev evi gün lik nin ngay thang nam luc gio vao tanggal pukul jam "
    "uur godz godzina hs ч час hod ora klokken om ob va ja "
    "tarihinde от в в. на u o'clock oclock at. à ad ce ค.ศ พ.ศ วันที่ เวลา เดือน ปี น"
)
_LABELS = (
    "published posted updated created written modified edited date dated last first publié publie le "
    "publicado veröffentlicht veroffentlicht aktualisiert stand opublikowano dodano опубликовано обновлено "
    "发布 發布 发布于 發布於 發佈 發佈於 发表于 發表於 更新 更新于 更新於 发布时间 發佈時間 发表时间 發表時間 时间 時間 日期 上午 下午 凌晨 早上 中午 晚上 "
    "编辑于 編輯於 创建于 建立於 公開 公開日 投稿 投稿日 更新日 작성일 등록 입력 수정 게시일 "
    "شنبه یکشنبه دوشنبه سهشنبه سه چهارشنبه پنجشنبه پنج جمعه ساعت مورخ"
)


def folded(word: str) -> str:
    """Return a word in lower case without the accents of Latin, Greek and Cyrillic letters."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not "\u0300" <= c <= "\u036f")
    return unicodedata.normalize("NFKC", bare)


# Listopad is November to Poles and Czechs, who are more.
_CROATIAN_MONTHS = (
    "sijecanj sijecnja", "veljaca veljace", "ozujak ozujka", "travanj travnja", "svibanj svibnja", "lipanj lipnja",
    "srpanj srpnja", "kolovoz kolovoza", "rujan rujna", "", "studeni studenoga studenog", "prosinac prosinca",
)  # fmt: skip

MONTHS = {
    name: number
    for months in (_MONTHS, _CROATIAN_MONTHS)
    for number, names in enumerate(months, 1)
    for name in names.split()
}
"""the number of a month by its folded names"""

WEEKDAYS = frozenset(_WEEKDAYS.split()) | {"mar", "mei", "paz", "sub", "sen", "sht", "mawrth", "maw", "lun"}
"""folded names of weekdays, some of them also names of months"""

ENGLISH_WORDS = frozenset(_ENGLISH.split())
"""the English ones of these and of the weekdays"""

SMALL_WORDS = frozenset(folded(word) for word in f"{_ENGLISH} {_SMALL_WORDS} {_LABELS}".split())
"""folded words that stand in dates and say nothing about the day"""
