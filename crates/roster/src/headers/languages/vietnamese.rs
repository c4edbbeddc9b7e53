use super::Terms;
use crate::headers::meaning::Meaning as Is;

pub(super) const TERMS: Terms = &[
    (Is::FirstName, "tên riêng | tên gọi | tên (không gồm họ)"),
    (
        Is::Surname,
        "họ | họ và tên đệm | họ và đệm | họ đệm | họ và chữ lót | họ lót",
    ),
    (Is::Person, "nhân viên"),
    (
        Is::FullName,
        "họ và tên | họ tên | họ & tên | tên đầy đủ | họ tên đầy đủ | tên nhân viên | \
         họ tên nhân viên | họ và tên nhân viên | tên học sinh | họ và tên học sinh | \
         tên sinh viên | họ và tên sinh viên | tên người dùng đầy đủ | tên liên hệ",
    ),
    (Is::GivenOrFull, "tên"),
    (Is::DisplayName, "tên hiển thị"),
    (Is::OtherName, "biệt danh | bí danh | tên tiếng anh"),
    (
        Is::Mobile,
        "di động | số di động | điện thoại di động | số điện thoại di động | đt di động | \
         sđt di động | số đtdđ | đtdđ | zalo | số zalo",
    ),
    (
        Is::Phone,
        "điện thoại | số điện thoại | sđt | số đt | đt | số liên hệ | điện thoại liên hệ | \
         số điện thoại liên hệ | số phone | sdt | so dien thoai",
    ),
    (
        Is::WorkPhone,
        "điện thoại cơ quan | điện thoại công ty | điện thoại văn phòng | điện thoại bàn | \
         số máy bàn | điện thoại cố định",
    ),
    (
        Is::HomePhone,
        "điện thoại nhà | điện thoại nhà riêng | điện thoại riêng",
    ),
    (
        Is::OtherPhone,
        "điện thoại khác | số điện thoại phụ | số điện thoại dự phòng | điện thoại khôi phục",
    ),
    (
        Is::Email,
        "thư điện tử | địa chỉ email | địa chỉ e-mail | địa chỉ thư điện tử | hộp thư | \
         địa chỉ mail | hòm thư",
    ),
    (
        Is::WorkEmail,
        "email công ty | email công việc | email cơ quan | email nội bộ",
    ),
    (Is::PersonalEmail, "email cá nhân | email riêng"),
    (
        Is::OtherEmail,
        "email phụ | email dự phòng | email khôi phục | địa chỉ email thay thế | email khác",
    ),
    (
        Is::Login,
        "tên đăng nhập | tên người dùng | người dùng | tài khoản | tên tài khoản | \
         mã người dùng",
    ),
    (
        Is::Password,
        "mật khẩu | mật khẩu ban đầu | mật khẩu tạm thời | mật khẩu khởi tạo | \
         mật khẩu mặc định | mat khau | mật khẩu mới",
    ),
    (
        Is::CallingCode,
        "mã vùng quốc tế | mã điện thoại | mã gọi quốc tế | mã điện thoại quốc gia",
    ),
    (Is::CountryCode, "mã quốc gia | mã nước"),
    (Is::AreaCode, "mã vùng | mã vùng điện thoại"),
    (Is::MiddleName, "tên đệm | tên lót"),
    (
        Is::Other,
        "phòng ban | phòng | bộ phận | đơn vị | chức vụ | chức danh | vị trí | công ty | \
         tên công ty | tổ chức | trường | tên trường | lớp | khoa | văn phòng | chi nhánh | \
         địa chỉ | thành phố | tỉnh | tỉnh thành | quận huyện | mã bưu chính | quốc gia | \
         quốc tịch | giới tính | tuổi | ngày sinh | ngày vào làm | ngày | mã nhân viên | \
         mã nv | mã số nhân viên | mã sinh viên | mã học sinh | stt | số thứ tự | cmnd | \
         cccd | số cmnd | số cccd | fax văn phòng | số fax | số máy lẻ | máy lẻ | ghi chú | \
         chú thích | quản lý | người quản lý | xác nhận mật khẩu | \
         nhập lại mật khẩu | liên hệ khẩn cấp | số điện thoại khẩn cấp | tên phụ huynh | \
         số điện thoại phụ huynh | trạng thái",
    ),
    (Is::Noise, "bắt buộc | tùy chọn | không bắt buộc | tuỳ chọn"),
    (
        Is::Neutral,
        "nhân viên | học sinh | sinh viên | giáo viên | thành viên | cá nhân | của | người | \
         số | liên hệ | cán bộ",
    ),
    (
        Is::Foreign,
        "khẩn cấp | phụ huynh | bố | mẹ | công ty | trường | ngân hàng | quản lý | dự án | \
         sản phẩm | xác nhận",
    ),
];
