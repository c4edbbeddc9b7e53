//! The template's texts in each language. Excel allows 32 characters in a hint's title and 255 in a hint.

use super::Language;

/// A column as the template names and explains it.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) hint: &'static str,
    pub(super) example: &'static str,
}

/// The texts in one language.
pub(super) struct Texts {
    /// The name of the sheet with the users.
    pub(super) users: &'static str,
    /// The name of the help sheet.
    pub(super) help: &'static str,
    /// The titles of the help sheet's columns: column, explanation, example.
    pub(super) titles: [&'static str; 3],
    /// In the order of `Field::OF_A_USER`.
    pub(super) columns: [Column; 5],
    /// What is shown when a text is too short or too long.
    pub(super) out_of_bounds: &'static str,
    pub(super) notes: [&'static str; 3],
}

impl Texts {
    pub(super) const fn of(language: Language) -> &'static Self {
        match language {
            Language::English => &ENGLISH,
            Language::SimplifiedChinese => &SIMPLIFIED_CHINESE,
        }
    }
}

static ENGLISH: Texts = Texts {
    users: "Users",
    help: "Help",
    titles: ["Column", "What it is", "Example"],
    columns: [
        Column {
            name: "First name",
            hint: "Required. The given name.",
            example: "Ana",
        },
        Column {
            name: "Surname",
            hint: "The family name. May be left empty.",
            example: "Silva",
        },
        Column {
            name: "Phone",
            hint: "Required, and each phone only once. Best with 00 and the calling code, without spaces.",
            example: "0027188460901",
        },
        Column {
            name: "Email",
            hint: "May be left empty.",
            example: "ana@example.com",
        },
        Column {
            name: "Password",
            hint: "The first password. May be left empty: passwords can be generated later.",
            example: "Q!@1assword",
        },
    ],
    out_of_bounds: "This is shorter or longer than such a text should be. Keep it?",
    notes: [
        "One user a row. Other columns may be added; they appear in the report.",
        "Phones and passwords are typed as text here, so that zeros at their start stay.",
        "When you copy from another sheet, paste the values only, or the cells lose this setting.",
    ],
};

static SIMPLIFIED_CHINESE: Texts = Texts {
    users: "用户",
    help: "说明",
    titles: ["列", "含义", "示例"],
    columns: [
        Column {
            name: "名",
            hint: "必填。用户的名。",
            example: "小明",
        },
        Column {
            name: "姓",
            hint: "用户的姓，可以不填。",
            example: "王",
        },
        Column {
            name: "手机号",
            hint: "必填，不能重复。建议写成 00 加国家代码加号码，不带空格。",
            example: "008613800138000",
        },
        Column {
            name: "邮箱",
            hint: "可以不填。",
            example: "xm.wang@example.cn",
        },
        Column {
            name: "密码",
            hint: "初始密码。可以不填，之后可以自动生成。",
            example: "Passw0rd!a",
        },
    ],
    out_of_bounds: "内容过短或过长，要保留吗？",
    notes: [
        "每行一个用户。可以增加其他列，它们会出现在报告里。",
        "手机号和密码在这里按文本保存，开头的 0 不会丢失。",
        "从其他表格复制时请只粘贴数值，否则单元格会失去文本格式。",
    ],
};
