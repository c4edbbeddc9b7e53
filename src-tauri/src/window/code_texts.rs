//! The words around a recovery code, which the system's dialog and a text file show and no screen.

use super::menu_texts::is_chinese;

/// The words in one language.
pub(super) struct CodeTexts {
    /// Of the ledger in use.
    pub(super) own: CodeText,
    /// Of a ledger whose key is in the keychain and about to go.
    pub(super) other: CodeText,
    pub(super) save: &'static str,
    pub(super) done: &'static str,
    pub(super) noted: &'static str,
    pub(super) cancel: &'static str,
    /// What to do with the file.
    pub(super) print_this: &'static str,
    /// Before the day on which the file was made.
    pub(super) made_on: &'static str,
}

/// What a code is for.
pub(super) struct CodeText {
    pub(super) title: &'static str,
    /// On the screen, before the code.
    pub(super) asks: &'static str,
    /// In the file, after the code.
    pub(super) is_for: &'static str,
    /// How the name of the file begins, in no language: it may have to be found from any.
    pub(super) file: &'static str,
}

const OWN_FILE: &str = "koodrive-recovery-code";
const OTHER_FILE: &str = "koodrive-other-recovery-code";

const ENGLISH: CodeTexts = CodeTexts {
    own: CodeText {
        title: "Recovery code",
        asks: "This code opens the ledger when the keychain has lost its key. Keep it on paper, apart \
               from this computer: whoever has it and the ledger’s file can read every user in it.",
        is_for: "Opens the ledger of KooDrive Provisioner on this computer when the keychain has lost \
                 its key.",
        file: OWN_FILE,
    },
    other: CodeText {
        title: "Another recovery code",
        asks: "The keychain holds the key of another ledger, and that key will now be replaced. Write \
               its recovery code down or save it first: without it, nothing opens that ledger again.",
        is_for: "Opens another ledger of KooDrive Provisioner, whose key was in the keychain of this \
                 computer until now.",
        file: OTHER_FILE,
    },
    save: "Save as a text file…",
    done: "Done",
    noted: "I have written it down",
    cancel: "Cancel",
    print_this: "Print this, keep the paper apart from the computer, and delete the file: whoever has \
                 the code and the ledger’s file can read every user in it.",
    made_on: "Saved on",
};

const CHINESE: CodeTexts = CodeTexts {
    own: CodeText {
        title: "恢复码",
        asks: "钥匙串丢失密钥时，可用此恢复码打开账本。请写在纸上，与本机分开保管：\
               持有恢复码和账本文件的人可以读取其中的所有用户。",
        is_for: "钥匙串丢失密钥时，用于打开本机 KooDrive Provisioner 的账本。",
        file: OWN_FILE,
    },
    other: CodeText {
        title: "另一个恢复码",
        asks: "钥匙串中现有另一个账本的密钥，该密钥即将被替换。请先抄下或保存它的恢复码：\
               没有恢复码，就再也无法打开那个账本。",
        is_for: "用于打开 KooDrive Provisioner 的另一个账本，其密钥此前保存在本机的钥匙串中。",
        file: OTHER_FILE,
    },
    save: "保存为文本文件…",
    done: "完成",
    noted: "已抄下",
    cancel: "取消",
    print_this: "请打印本页，将纸张与本机分开保管，然后删除此文件：\
                 持有恢复码和账本文件的人可以读取其中的所有用户。",
    made_on: "保存日期",
};

impl CodeTexts {
    /// The words in the language of the settings, or else of the system.
    pub(super) fn of(language: Option<&str>) -> &'static Self {
        if is_chinese(language) {
            &CHINESE
        } else {
            &ENGLISH
        }
    }
}
