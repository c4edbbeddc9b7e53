//! Words that tell where a surname begins.

use std::sync::LazyLock;

/// Words in small letters.
type Words = LazyLock<Vec<&'static str>>;

fn words(text: &'static str) -> Vec<&'static str> {
    text.split_ascii_whitespace().collect()
}

/// Words that belong to the surname behind them, in either case: `van Dyke`, `Van Dyke`.
static PARTICLES: Words = LazyLock::new(|| words(ANY_CASE));

const ANY_CASE: &str = "van von der den de del della delle dello di da dal dalla dos das du des la le les los las \
    ter zu zum zur vom af bin bint binti binte ibn ben al el abu abd st st. san santa \
    آل بن ابن بنت أبو عبد";

/// Those that are names or initials when written large: `Kim Do Yeon`, `John E Smith`.
static SMALL_PARTICLES: Words =
    LazyLock::new(|| words("do lo te ten in av op 't a/l a/p mac mc ap y e i"));

/// Particles between two surnames, of which the first belongs to them as well.
pub(super) static LINKS: Words = LazyLock::new(|| words("y e i"));

/// What follows a name, and a comma does not make it `Last, First`.
pub(super) static SUFFIXES: Words =
    LazyLock::new(|| words("jr sr ii iii iv phd md esq mba msc bsc dds cpa cfa pmp"));

/// Degrees that are written as initials are: `Ahmad Fauzi, S.T.` has one, `García López, J.A.` has initials.
pub(super) static DEGREES: Words = LazyLock::new(|| {
    words("s.t s.e s.h s.s s.i s.p s.ip s.si s.ag a.md m.m m.t m.h m.a m.si b.a b.s m.s m.d r.n")
});

/// Vietnamese surnames, which come first.
pub(super) static VIETNAMESE: Words = LazyLock::new(|| {
    words(
        "nguyễn trần lê phạm hoàng huỳnh phan vũ võ đặng bùi đỗ hồ ngô dương lý đinh trịnh đoàn nguyen tran pham huynh hoang bui",
    )
});

/// Given names that are hardly ever surnames, of languages whose lists of names come in either order. They show which
/// order a column of names has; too few are known to split a name by them alone.
pub(super) static GIVEN_NAMES: Words = LazyLock::new(|| words(GIVEN));

const GIVEN: &str = "jean marie jacques philippe nathalie isabelle sylvie catherine christine valérie valerie sandrine \
    stéphanie stephanie céline celine véronique veronique aurélie aurelie émilie emilie julie camille sophie anne \
    claire hélène helene chantal monique brigitte christophe stéphane stephane frédéric frederic sébastien sebastien \
    nicolas olivier éric eric thierry alain cédric cedric jérôme jerome \
    john michael jennifer jessica sarah emily elizabeth susan karen linda patricia barbara margaret nancy helen sandra \
    sharon deborah laura kimberly angela melissa rebecca kathleen christopher matthew joshua andrew steven brian kevin \
    jeffrey jonathan \
    anna hans jürgen juergen klaus wolfgang dieter helmut uwe ingrid ursula petra monika renate katrin stefan markus \
    andreas sabine birgit susanne anja jörg joerg torsten thorsten heike \
    juan josé jose maría maria carlos luis javier ana lucía lucia sofía sofia elena isabel cristina beatriz teresa \
    gabriela daniela fernanda mariana raúl raul sergio eduardo ricardo fernando roberto alejandro alberto enrique \
    guillermo pablo joão joao tiago thiago gustavo \
    giuseppe luigi francesco paolo giulia francesca chiara alessandra alessandro davide federica valentina elisa \
    mehmet ahmet ayşe ayse fatma emine hatice zeynep elif emre \
    tomasz piotr krzysztof andrzej katarzyna małgorzata agnieszka magdalena";

/// How Russian patronymics end: `Иванович`, `Ивановна`.
pub(super) static PATRONYMICS: Words = LazyLock::new(|| words("вич вна чна оглы кызы"));

/// How Russian and Ukrainian surnames end.
pub(super) static RUSSIAN_SURNAMES: Words =
    LazyLock::new(|| words("ов ев ёв ова ева ёва ский ская цкий цкая енко чук"));

/// Whether a word has one of these endings.
pub(super) fn ends_in(word: &str, endings: &[&str]) -> bool {
    let word = word.to_lowercase();
    endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether a word is in a list, in either case.
pub(super) fn is_in(list: &[&str], word: &str) -> bool {
    let is_lower = |known: &&str| known.chars().eq(word.chars().flat_map(char::to_lowercase));
    if word.is_ascii() {
        return list.iter().any(|known| known.eq_ignore_ascii_case(word));
    }
    list.iter().any(is_lower)
}

/// Whether a word belongs to the surname behind it.
pub(super) fn is_particle(word: &str) -> bool {
    is_in(&PARTICLES, word) || SMALL_PARTICLES.contains(&word)
}
