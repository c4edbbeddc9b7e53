use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (
        Is::FirstName,
        "ön ad | birinci ad | ilk ad | ilk isim | öz ad | ad (soyad hariç)",
    ),
    (
        Is::Surname,
        "soyad | soyadı | soyadi | soyisim | soy isim | soy ad | soyismi | aile adı | son ad",
    ),
    (Is::Person, "personel | çalışan"),
    (
        Is::FullName,
        "ad soyad | adı soyadı | ad ve soyad | ad-soyad | adı ve soyadı | isim soyisim | \
         isim soyad | tam ad | tam adı | çalışan adı | personel adı | personel adı soyadı | \
         öğrenci adı | öğrenci adı soyadı | soyad ad | soyadı adı | ad soyadı | \
         isim ve soyisim",
    ),
    (Is::GivenOrFull, "ad | adı | isim | ismi | adlar"),
    (
        Is::DisplayName,
        "görünen ad | görüntülenen ad | görünen isim",
    ),
    (Is::OtherName, "takma ad | lakap | rumuz"),
    (
        Is::Mobile,
        "telefon cep | cep telefonu | cep tel | cep no | cep numarası | \
         cep telefonu numarası | cep telefonu no | mobil | mobil telefon | mobil numara | \
         gsm no | gsm numarası | iş cep telefonu | kişisel cep telefonu | cep tel no",
    ),
    (
        Is::Phone,
        "telefon no | telefon numarası | tel numarası | iletişim numarası | \
         irtibat numarası | iletişim | iletişim telefonu | irtibat telefonu | irtibat no | \
         telefonu",
    ),
    (
        Is::WorkPhone,
        "iş telefonu | iş tel | ofis telefonu | şirket telefonu | sabit telefon | \
         iş telefonu numarası | sabit hat | kurum telefonu",
    ),
    (Is::HomePhone, "ev telefonu | ev tel | özel telefon"),
    (
        Is::OtherPhone,
        "diğer telefon | alternatif telefon | kurtarma telefonu | ikinci telefon | \
         yedek telefon",
    ),
    (
        Is::Email,
        "e-posta | eposta | e-posta adresi | eposta adresi | elektronik posta | \
         mail adresi | e-mail adresi | email adresi | elektronik posta adresi | \
         posta adresi (elektronik)",
    ),
    (
        Is::WorkEmail,
        "iş e-postası | kurumsal e-posta | şirket e-postası | iş e-posta adresi | \
         kurumsal mail | kurumsal e-posta adresi | iş maili",
    ),
    (
        Is::PersonalEmail,
        "kişisel e-posta | kişisel e-posta adresi | özel e-posta | kişisel mail",
    ),
    (
        Is::OtherEmail,
        "alternatif e-posta | alternatif e-posta adresi | diğer e-posta | \
         kurtarma e-postası | ikinci e-posta | yedek e-posta",
    ),
    (Is::PrincipalName, "kullanıcı asıl adı"),
    (
        Is::Login,
        "kullanıcı adı | kullanıcı | kullanıcı kodu | hesap | hesap adı | oturum adı | \
         giriş adı",
    ),
    (
        Is::Password,
        "şifre | sifre | parola | ilk şifre | geçici şifre | ilk parola | geçici parola | \
         başlangıç şifresi | şifresi | giriş şifresi | başlangıç parolası | yeni şifre",
    ),
    (
        Is::CallingCode,
        "ülke telefon kodu | uluslararası kod | alan kodu (ülke) | telefon kodu",
    ),
    (Is::CountryCode, "ülke kodu"),
    (
        Is::AreaCode,
        "alan kodu | telefon alan kodu | şehirlerarası kod",
    ),
    (Is::MiddleName, "ikinci ad | ikinci isim | göbek adı"),
    (
        Is::Other,
        "kart no | \
         departman | bölüm | birim | görev | ünvan | unvan | pozisyon | şirket | kurum | \
         firma | ofis | adres | adresi | şehir | il | ilçe | posta kodu | ülke | \
         ülke veya bölge | uyruk | cinsiyet | yaş | doğum tarihi | işe giriş tarihi | \
         tarih | sicil no | sicil numarası | personel no | öğrenci no | numara | sıra no | \
         sıra | tc | tc no | tc kimlik no | kimlik no | faks | dahili | dahili no | \
         açıklama | açıklamalar | not | notlar | yönetici | amir | \
         baba adı | anne adı | şifre tekrar | şifre onayı | acil durum kişisi | \
         acil durum telefonu | veli adı | veli telefonu | sınıf | şube | durum | şirket adı",
    ),
    (
        Is::Noise,
        "zorunlu | zorunlu alan | isteğe bağlı | opsiyonel | gerekli",
    ),
    (
        Is::Neutral,
        "çalışan | personel | öğrenci | öğretmen | kişi | üye | katılımcı | kişisel | ve | \
         no | numarası",
    ),
    (
        Is::Foreign,
        "acil | veli | baba | anne | şirket | okul | banka | yönetici | amir | dosya | \
         proje | ürün | onay | tekrar | firma | kurum",
    ),
];
