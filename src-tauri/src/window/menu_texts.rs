//! The words of what the system draws: the menu, the notification, the kinds of files. Those of the recovery code are
//! in [`super::code_texts`], all others are the screens'.

/// The words in one language.
pub(super) struct Texts {
    pub(super) file: &'static str,
    pub(super) open: &'static str,
    pub(super) template: &'static str,
    pub(super) settings: &'static str,
    pub(super) quit: &'static str,
    pub(super) edit: &'static str,
    pub(super) undo: &'static str,
    pub(super) redo: &'static str,
    pub(super) find: &'static str,
    pub(super) view: &'static str,
    pub(super) home: &'static str,
    pub(super) history: &'static str,
    pub(super) connections: &'static str,
    pub(super) finished: &'static str,
    pub(super) stopped: &'static str,
    pub(super) cancelled: &'static str,
    pub(super) created: &'static str,
    pub(super) failed: &'static str,
    pub(super) skipped: &'static str,
    pub(super) sheets: &'static str,
    pub(super) certificates: &'static str,
    pub(super) workbook: &'static str,
    pub(super) table: &'static str,
    pub(super) archive: &'static str,
    pub(super) text: &'static str,
    pub(super) about: &'static str,
    pub(super) services: &'static str,
    pub(super) hide: &'static str,
    pub(super) hide_others: &'static str,
    pub(super) show_all: &'static str,
    pub(super) close: &'static str,
    pub(super) cut: &'static str,
    pub(super) copy: &'static str,
    pub(super) paste: &'static str,
    pub(super) select_all: &'static str,
}

const ENGLISH: Texts = Texts {
    file: "File",
    open: "Open a sheet…",
    template: "Save the template…",
    settings: "Settings",
    quit: "Quit",
    edit: "Edit",
    undo: "Undo",
    redo: "Redo",
    find: "Find",
    view: "Go",
    home: "Home",
    history: "History",
    connections: "Connections",
    finished: "The submission is finished",
    stopped: "The submission has stopped",
    cancelled: "The submission was cancelled",
    created: "Created",
    failed: "failed",
    skipped: "skipped",
    sheets: "Sheets",
    certificates: "Certificates (PEM)",
    workbook: "Excel workbook",
    table: "CSV table",
    archive: "Zip archive",
    text: "Text",
    about: "About KooDrive Provisioner",
    services: "Services",
    hide: "Hide KooDrive Provisioner",
    hide_others: "Hide Others",
    show_all: "Show All",
    close: "Close Window",
    cut: "Cut",
    copy: "Copy",
    paste: "Paste",
    select_all: "Select All",
};

const CHINESE: Texts = Texts {
    file: "文件",
    open: "打开表格…",
    template: "保存模板…",
    settings: "设置",
    quit: "退出",
    edit: "编辑",
    undo: "撤销",
    redo: "重做",
    find: "查找",
    view: "前往",
    home: "首页",
    history: "历史记录",
    connections: "连接",
    finished: "提交已完成",
    stopped: "提交已停止",
    cancelled: "提交已取消",
    created: "已创建",
    failed: "失败",
    skipped: "已跳过",
    sheets: "表格",
    certificates: "证书 (PEM)",
    workbook: "Excel 工作簿",
    table: "CSV 表格",
    archive: "Zip 压缩包",
    text: "文本",
    about: "关于 KooDrive Provisioner",
    services: "服务",
    hide: "隐藏 KooDrive Provisioner",
    hide_others: "隐藏其他",
    show_all: "全部显示",
    close: "关闭窗口",
    cut: "剪切",
    copy: "拷贝",
    paste: "粘贴",
    select_all: "全选",
};

impl Texts {
    /// The words in the language of the settings, or else of the system.
    pub(super) fn of(language: Option<&str>) -> &'static Self {
        if is_chinese(language) {
            &CHINESE
        } else {
            &ENGLISH
        }
    }
}

/// Whether the language of the settings, or else of the system, is Chinese.
pub(super) fn is_chinese(language: Option<&str>) -> bool {
    let system = || sys_locale::get_locale().unwrap_or_default();
    let language = language.map_or_else(system, str::to_owned);
    language.to_lowercase().starts_with("zh")
}
