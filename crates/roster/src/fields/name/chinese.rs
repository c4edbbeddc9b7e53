//! Chinese names: the surname first, of one character or, for some ninety families, of two.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::split::{Confidence, SplitName};

/// Surnames of two characters, simplified and traditional.
const TWO: &str = "欧阳 歐陽 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 司徒 轩辕 軒轅 夏侯 端木 独孤 獨孤 \
    南宫 南宮 万俟 萬俟 闻人 聞人 赫连 赫連 澹台 澹臺 宗政 濮阳 濮陽 公冶 太叔 申屠 仲孙 仲孫 钟离 鍾離 鐘離 长孙 長孫 鲜于 鮮于 司空 闾丘 閭丘 \
    亓官 司寇 巫马 巫馬 公西 颛孙 顓孫 壤驷 公良 漆雕 乐正 樂正 宰父 谷梁 穀梁 拓跋 拓拔 夹谷 段干 百里 呼延 东郭 東郭 南门 南門 羊舌 微生 梁丘 左丘 \
    西门 西門 第五 南荣 东里 東里 即墨 淳于 达奚 达溪 褚师 叱干 库狄 纳兰 納蘭 完颜 完顏 耶律 爱新 叶赫 富察 钮祜 那拉 单于 單于 屈突 贺兰 賀蘭 \
    哥舒 斛律 贺若 高阳 太史 公羊 仲长 仲長 公仪 公仲 公输 公輸 子车 相里 东门 東門 召平 伊祁 安平";

/// Surnames of one character, simplified and traditional: the Hundred Family Surnames and those common today.
const ONE: &str = "\
    赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐\
    费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁\
    杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓郁单杭洪包诸左石崔吉钮龚程\
    嵇邢滑裴陆荣翁荀羊於惠甄曲家封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘钭厉戎祖武符刘景詹束龙叶幸\
    司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴\
    瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰\
    巢关蒯相查后荆红游竺权逯盖益桓公仉督岳帅缑亢况郈有琴归海晋楚闫法汝鄢涂钦商牟佘佴伯赏墨哈谯笪年爱阳佟言福付肖覃仝仵苟邸隋冼修苑揭辜麦\
    迟由敬阿鹿门臣续昂税卿植初禚才招来原代揣南仁粟银危操亓粘贯官伞信宝锺岩苹邝但伦邬撒明展门练盘丛仪栗户冶候冮\
    趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇雲蘇範魯韋馬鳳鮑費賀湯羅畢鄔樂時齊顧黃蕭貝計談龐紀項藍閔強賈婁顏鍾駱萬盧經繆應賁鄧單諸鈕龔榮\
    儲烏車宮寧欒厲劉龍葉薊懷從賴藺喬陰蒼雙聞黨譚貢勞酈卻壽邊農溫莊閻連習魚終滿國廣祿闕東歐師鞏聶簡饒須豐關後紅權蓋況歸晉閆塗欽賞陽遲續銀\
    鄺倫寶叢儀麥盤練蓮許佔";

/// Common Japanese surnames that no Chinese name begins with; such a name is not split by Chinese habits.
const JAPANESE: &str = "佐藤 鈴木 高橋 田中 渡辺 渡邊 渡邉 伊藤 山本 中村 小林 加藤 吉田 山田 佐々木 山口 松本 井上 木村 斎藤 斉藤 齋藤 清水 山崎 池田 \
    橋本 阿部 石川 山下 中島 前田 藤田 小川 後藤 岡田 長谷川 村上 近藤 坂本 遠藤 青木 藤井 西村 福田 太田 三浦 藤原 松田 岡本 中川 中野 原田 小野 田村 \
    竹内 中山 和田 石田 上田 森田 柴田 酒井 工藤 横山 宮崎 宮本 内田 高木 谷口 大野 今井 河野 武田 村田 上野 菅原 久保 千葉 岩崎 桜井 野口 松尾 菊地 \
    野村 新井 大塚 佐野 松井 平野 丸山 杉山 小島 早川 永井 服部 福島 大西 島田 桑原 矢野 浜田 安藤 五十嵐";

static ONE_CHARACTER: LazyLock<HashSet<char>> = LazyLock::new(|| ONE.chars().collect());
static TWO_CHARACTERS: LazyLock<HashSet<&str>> =
    LazyLock::new(|| TWO.split_ascii_whitespace().collect());
static JAPANESE_SURNAMES: LazyLock<HashSet<&str>> =
    LazyLock::new(|| JAPANESE.split_ascii_whitespace().collect());

/// What stands between the parts of a name from Xinjiang, Tibet or abroad.
const DOTS: [char; 4] = ['·', '•', '‧', '・'];

/// Splits a name of Chinese characters.
pub(super) fn split(name: &str) -> SplitName<'_> {
    if let Some((given, rest)) = name.split_once(DOTS) {
        return if given.is_empty() || rest.is_empty() {
            SplitName::whole(name, Confidence::Low)
        } else {
            SplitName::new(given, rest, Confidence::Medium)
        };
    }
    if let Some((before, after)) = name.split_once(char::is_whitespace) {
        return split_spaced(name, before, after.trim_start());
    }
    let characters = name.chars().count();
    let (surname, confidence) = match (surname_len(name), characters) {
        (Some(length), 2..) if length < name.len() && characters <= 4 => {
            (length, confidence(name, length))
        }
        // A surname that the table does not have, or two characters that are one surname.
        (None, 3) | (_, 2) => (first_len(name), Confidence::Low),
        _ => return SplitName::whole(name, Confidence::Low),
    };
    if characters == 4 && confidence < Confidence::High {
        return split_four(name);
    }
    SplitName::new(&name[surname..], &name[..surname], confidence)
}

fn confidence(name: &str, surname: usize) -> Confidence {
    let given = name[surname..].chars().count();
    if given <= 2 {
        Confidence::High
    } else {
        Confidence::Low
    }
}

/// Four characters with a surname of one: a married name (`陳張麗華`), or nothing that can be told.
fn split_four(name: &str) -> SplitName<'_> {
    let first = first_len(name);
    let both = first + first_len(&name[first..]);
    if is_surname(&name[first..both]) {
        return SplitName::new(&name[both..], &name[..both], Confidence::Medium);
    }
    SplitName::whole(name, Confidence::Low)
}

fn split_spaced<'a>(name: &'a str, before: &'a str, after: &'a str) -> SplitName<'a> {
    if after.contains(char::is_whitespace) {
        return SplitName::whole(name, Confidence::Low);
    }
    match (is_surname(before), is_surname(after)) {
        (false, true) => SplitName::new(before, after, Confidence::Medium),
        (true, _) => SplitName::new(after, before, Confidence::High),
        (false, false) => SplitName::new(after, before, Confidence::Medium),
    }
}

fn is_surname(text: &str) -> bool {
    surname_len(text) == Some(text.len())
}

fn first_len(text: &str) -> usize {
    text.chars().next().map_or(0, char::len_utf8)
}

/// The first characters of a text, if it has as many.
fn beginning(text: &str, characters: usize) -> Option<&str> {
    let (last, character) = text.char_indices().nth(characters - 1)?;
    text.get(..last + character.len_utf8())
}

/// How many bytes of the name's beginning are a surname.
pub(super) fn surname_len(name: &str) -> Option<usize> {
    let two = beginning(name, 2).filter(|two| TWO_CHARACTERS.contains(two));
    let one = || beginning(name, 1).filter(|one| one.chars().all(|c| ONE_CHARACTER.contains(&c)));
    two.or_else(one).map(str::len)
}

/// Whether a name of Chinese characters begins as only Japanese names do.
pub(super) fn is_japanese(name: &str) -> bool {
    let is_surname =
        |characters| beginning(name, characters).is_some_and(|it| JAPANESE_SURNAMES.contains(it));
    is_surname(2) || is_surname(3) || name.contains('々')
}

#[cfg(test)]
mod tests {
    use super::super::split as split_any;
    use super::*;

    #[test]
    fn chinese_names_are_split_by_their_surnames() {
        let names = [
            ("王小明", "小明", "王", Confidence::High),
            ("陈伟", "伟", "陈", Confidence::High),
            ("陳偉", "偉", "陳", Confidence::High),
            ("欧阳丽", "丽", "欧阳", Confidence::High),
            ("歐陽娜娜", "娜娜", "歐陽", Confidence::High),
            ("司马相如", "相如", "司马", Confidence::High),
            ("上官婉儿", "婉儿", "上官", Confidence::High),
            ("王 小明", "小明", "王", Confidence::High),
            ("王\u{3000}小明", "小明", "王", Confidence::High),
            ("小明 王", "小明", "王", Confidence::Medium),
            ("欧阳", "阳", "欧", Confidence::Low),
            ("陳張麗華", "麗華", "陳張", Confidence::Medium),
            ("阿卜杜拉·买买提", "阿卜杜拉", "买买提", Confidence::Medium),
            (
                "迈克尔·杰弗里·乔丹",
                "迈克尔",
                "杰弗里·乔丹",
                Confidence::Medium,
            ),
            ("鱻小明", "小明", "鱻", Confidence::Low),
            ("王小明 (Tom)", "小明 (Tom)", "王", Confidence::Low),
            ("张三（已离职）", "三（已离职）", "张", Confidence::Low),
            ("李小龙飞", "李小龙飞", "", Confidence::Low),
            ("明", "明", "", Confidence::Low),
            ("古力娜扎尔拜合提", "古力娜扎尔拜合提", "", Confidence::Low),
        ];
        for (name, firstname, surname, confidence) in names {
            assert_eq!(
                split_any(name),
                SplitName::new(firstname, surname, confidence),
                "{name}"
            );
        }
    }

    #[test]
    fn the_tables_hold_what_they_say() {
        assert!(
            TWO.split_ascii_whitespace()
                .all(|surname| surname.chars().count() == 2)
        );
        assert!(
            JAPANESE
                .split_ascii_whitespace()
                .all(|surname| (2..=3).contains(&surname.chars().count()))
        );
        assert!(ONE.chars().all(|character| character as u32 > 0x3400));
    }
}
