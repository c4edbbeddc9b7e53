//! Indonesian and Malay.

use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "nama depan | nama pertama | nama diri"),
    (
        Is::Surname,
        "nama belakang | nama keluarga | nama akhir | marga | nama terakhir",
    ),
    (Is::Person, "pegawai | karyawan"),
    (
        Is::FullName,
        "nama lengkap | nama penuh | nama karyawan | nama pegawai | nama siswa | \
         nama mahasiswa | nama guru | nama peserta | nama anggota | nama staf | \
         nama pekerja | nama pelajar | nama lengkap karyawan",
    ),
    (Is::GivenOrFull, "nama"),
    (
        Is::DisplayName,
        "nama tampilan | nama yang ditampilkan | nama paparan",
    ),
    (
        Is::OtherName,
        "nama panggilan | nama samaran | nama julukan",
    ),
    (
        Is::Mobile,
        "hp | no hp | no. hp | nomor hp | nomor handphone | no handphone | ponsel | \
         nomor ponsel | no ponsel | telepon seluler | telepon genggam | nomor seluler | \
         seluler | nomor wa | no wa | nomor whatsapp | no whatsapp | telefon bimbit | \
         no telefon bimbit | nombor telefon bimbit | telefon mudah alih | no hp aktif | \
         telp hp",
    ),
    (
        Is::Phone,
        "telepon | nomor telepon | no telepon | no telp | telp | nomor telp | kontak | \
         nomor kontak | no kontak | no tel | nombor telefon | no telefon | no tlp | tlp | \
         nomor tlp | telpon | nomor telpon",
    ),
    (
        Is::WorkPhone,
        "telepon kantor | no telp kantor | telepon kerja | telepon perusahaan | \
         telefon pejabat | nomor telepon kantor | telepon tetap",
    ),
    (
        Is::HomePhone,
        "telepon rumah | no telp rumah | telefon rumah | nomor telepon rumah",
    ),
    (
        Is::OtherPhone,
        "telepon lain | telepon alternatif | nomor telepon alternatif | telepon pemulihan | \
         telepon cadangan",
    ),
    (
        Is::Email,
        "surel | alamat email | alamat e-mail | alamat surel | surat elektronik | pos-el | \
         emel | alamat emel | mel",
    ),
    (
        Is::WorkEmail,
        "email kantor | email kerja | email perusahaan | email dinas | emel pejabat | \
         surel kantor",
    ),
    (
        Is::PersonalEmail,
        "email pribadi | surel pribadi | emel peribadi",
    ),
    (
        Is::OtherEmail,
        "email alternatif | alamat email alternatif | email pemulihan | email cadangan | \
         email lain",
    ),
    (
        Is::Login,
        "nama pengguna | pengguna | id pengguna | akun | nama akun | akaun | nama login",
    ),
    (
        Is::Password,
        "sandi awal | kata sandi | sandi | kata sandi awal | kata sandi sementara | password awal | \
         kata laluan | kata kunci | password sementara | katalaluan | kata laluan awal | \
         kata sandi baru",
    ),
    (
        Is::CallingCode,
        "kode telepon negara | kode panggilan | kode telepon | kode dial",
    ),
    (Is::CountryCode, "kode negara | kod negara"),
    (
        Is::AreaCode,
        "kode area | kode area telepon | kode wilayah | kode wilayah telepon | kod kawasan",
    ),
    (Is::MiddleName, "nama tengah"),
    (
        Is::Other,
        "departemen | bagian | divisi | unit kerja | jabatan | posisi | pekerjaan | \
         perusahaan | nama perusahaan | instansi | organisasi | kantor | cabang | alamat | \
         alamat rumah | kota | kabupaten | provinsi | kode pos | negara | kewarganegaraan | \
         jenis kelamin | umur | usia | tanggal lahir | tempat lahir | tgl lahir | \
         tanggal masuk | tanggal | nip | nik | nis | nisn | nim | nomor induk | \
         nomor karyawan | no karyawan | id karyawan | nomor | no urut | faks | nomor faks | \
         ekstensi | keterangan | catatan | atasan | manajer | nama ayah | \
         nama ibu | konfirmasi kata sandi | kontak darurat | telepon darurat | nama wali | \
         no hp orang tua | nama orang tua | kelas | jurusan | nama sekolah | sekolah",
    ),
    (Is::Noise, "wajib | wajib diisi | opsional | diperlukan"),
    (
        Is::Neutral,
        "karyawan | pegawai | siswa | mahasiswa | guru | peserta | anggota | staf | \
         pribadi | aktif | nomor | no | pekerja | pelajar | dan",
    ),
    (
        Is::Foreign,
        "darurat | ayah | ibu | wali | orang tua | tua | perusahaan | sekolah | bank | \
         atasan | manajer | proyek | produk | konfirmasi | berkas",
    ),
];
