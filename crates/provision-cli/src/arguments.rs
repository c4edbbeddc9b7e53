//! What can be typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use provisioning::roster::read::TextEncoding;

/// What a script or a server without a keychain sets.
const ENVIRONMENT: &str = "\
Environment, for scripts and for servers without a keychain:
  KOODRIVE_AK, KOODRIVE_SK        the connection's keys
  KOODRIVE_RECOVERY_CODE          the ledger's key; `vault recovery-code --new` makes one
  KOODRIVE_PROXY_USER, KOODRIVE_PROXY_PASSWORD
                                  the proxy's login
  KOODRIVE_HANDOVER_PASSPHRASE    the passphrase of `handover`
  KOODRIVE_PROVISIONER_HOME       the same as --home";

/// Create KooDrive users from a sheet: read it, check it, submit it in batches, follow the tasks.
///
/// Exit codes: 0 all done, 1 failed, 2 wrong usage, 3 partly done.
#[derive(Debug, Parser)]
#[command(
    name = "koodrive-provision",
    version,
    max_term_width = 100,
    after_long_help = ENVIRONMENT
)]
pub(crate) struct Arguments {
    /// Keep everything in this folder instead of the platform's own places
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        env = "KOODRIVE_PROVISIONER_HOME"
    )]
    pub(crate) home: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Run the practice service in the foreground; prints its address and keys
    Practice(Practice),
    /// Read, map and check a sheet; say what would be sent and what not
    Check(Check),
    /// Write the workbook to fill in: the five columns, typed as text, and a help sheet
    Template(Template),
    /// Submit a sheet's users in batches and print the task IDs
    Submit(Submit),
    /// Add, list, test and remove connections
    #[command(subcommand)]
    Connections(Connections),
    /// List the submissions in the ledger, newest first
    Submissions(Json),
    /// Show one submission: its batches, task IDs and counts
    Show(Show),
    /// Go on with a submission: send what is queued, follow what was accepted
    Resume(Resume),
    /// Say what becomes of a batch whose fate is unknown
    Settle(Settle),
    /// Write a report of a submission, as .xlsx or .csv, never with passwords
    Report(Report),
    /// Write the users' initial passwords for distribution into an encrypted zip
    Handover(Handover),
    /// Find users and submissions by phone, e-mail, name, task ID or file
    Search(Search),
    /// Erase a submission's users from the ledger; task IDs stay in the receipts
    Forget(Forget),
    /// Gather what support needs: versions, settings, trace IDs, states, timings, the log; no keys,
    /// no passwords, no names, and codes in place of phones and e-mails
    SupportBundle(SupportBundle),
    /// The operating system's keychain and the ledger's key
    #[command(subcommand)]
    Vault(Vault),
}

#[derive(Debug, Args)]
pub(crate) struct Practice {
    /// The port on 127.0.0.1; 0 lets the system choose
    #[arg(long, default_value_t = 0)]
    pub(crate) port: u16,
}

/// How a sheet is read.
#[derive(Debug, Args)]
pub(crate) struct Reading {
    /// The sheet: .xlsx, .xls, .xlsb, .ods, .csv, .tsv or .txt
    pub(crate) file: PathBuf,
    /// The sheet's name; without it the one that holds the roster is found
    #[arg(long)]
    pub(crate) sheet: Option<String>,
    /// The sheet's row with the column names, counted from 1; without it the row is found
    #[arg(long, value_name = "ROW", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) header_row: Option<u32>,
    /// A text file's encoding, as in `UTF-8`, `windows-1252`, `GB18030`; without it it is found
    #[arg(long, value_name = "NAME")]
    pub(crate) encoding: Option<TextEncoding>,
    /// What stands between a text file's cells; without it it is found
    #[arg(long, value_enum)]
    pub(crate) delimiter: Option<Separator>,
    /// How phones are written when sent
    #[arg(long, value_enum, default_value_t = Phones::AsIs)]
    pub(crate) phone_format: Phones,
    /// Make rows right before they are checked; may be given several times
    #[arg(long = "fix", value_enum, value_name = "FIX")]
    pub(crate) fixes: Vec<Repair>,
    /// The country of phones without a country code, by its two letters, as in `ZA`
    #[arg(long, value_name = "CODE")]
    pub(crate) country: Option<String>,
}

/// A change to many rows before they are checked for sending.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Repair {
    /// Take spaces, dashes and the like out of phones
    CleanPhones,
    /// Put back zeros that phones have lost
    RestoreZeros,
    /// Repair names and e-mails that were saved in a wrong encoding, as in `ZoÃ«`
    #[value(name = "repair-encoding")]
    Encoding,
    /// Empty cells that only say "nothing", as in `-`, `n/a`
    ClearPlaceholders,
    /// Trim names and e-mails, take out unseen characters
    Trim,
    /// Write e-mails in lower case
    LowercaseEmails,
    /// Keep the first row of those with the same phone
    DropDuplicates,
    /// Make passwords where there are none; needs `--handover` when submitting
    GeneratePasswords,
}

/// A delimiter of a text file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Separator {
    Comma,
    Semicolon,
    Tab,
    /// The vertical bar
    Pipe,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Phones {
    /// Exactly as in the sheet
    AsIs,
    /// Digits alone
    Digits,
    /// 00, country code, number
    #[value(name = "00")]
    DoubleZero,
    /// +, country code, number
    E164,
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) reading: Reading,
    #[command(flatten)]
    pub(crate) json: Json,
    /// Show passwords instead of masking them
    #[arg(long)]
    pub(crate) show_passwords: bool,
}

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of its own on the command line"
)]
pub(crate) struct Submit {
    #[command(flatten)]
    pub(crate) reading: Reading,
    /// The connection's name, or `practice` for a practice service that is started for it;
    /// not needed when there is exactly one connection
    #[arg(long, value_name = "NAME")]
    pub(crate) connection: Option<String>,
    /// Do not ask before sending
    #[arg(long)]
    pub(crate) yes: bool,
    /// Leave out rows with errors instead of stopping
    #[arg(long)]
    pub(crate) skip_errors: bool,
    /// Send users, too, that an earlier submission on this connection has sent, may have sent, or
    /// has still to send
    #[arg(long)]
    pub(crate) include_earlier: bool,
    /// Write the users' passwords into an encrypted zip before sending; its passphrase is asked
    /// for, or comes from `KOODRIVE_HANDOVER_PASSPHRASE`
    #[arg(long, value_name = "FILE.zip")]
    pub(crate) handover: Option<PathBuf>,
    /// Users per batch
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(crate) batch_size: Option<u16>,
    #[command(flatten)]
    pub(crate) manners: Manners,
    /// Follow the tasks until every user has an outcome
    #[arg(long)]
    pub(crate) wait: bool,
    #[command(flatten)]
    pub(crate) json: Json,
}

/// How the service is treated.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Manners {
    /// Batches on their way at once
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=32))]
    pub(crate) concurrency: Option<u16>,
    /// Requests per second at most; what the service allows below that is found out
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=100))]
    pub(crate) rate: Option<u16>,
    #[command(flatten)]
    pub(crate) patience: Patience,
}

/// How long the service is waited for.
#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Patience {
    /// Seconds to wait for an answer (for a connection at most 15); a batch that got none by then is
    /// unknown, and a person settles it
    #[arg(long, value_name = "SECONDS", default_value_t = 120, value_parser = clap::value_parser!(u16).range(1..=3600))]
    pub(crate) timeout: u16,
}

#[derive(Clone, Copy, Debug, Args)]
pub(crate) struct Json {
    /// Print one JSON object instead of text
    #[arg(long = "json")]
    pub(crate) on: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Connections {
    /// Add a connection; AK and SK are asked for without echo, or come from `KOODRIVE_AK` and
    /// `KOODRIVE_SK`
    Add(AddConnection),
    /// List the connections
    List(Json),
    /// Examine a connection step by step and name the first thing that fails; creates nothing
    Test {
        /// The connection's name
        name: String,
        #[command(flatten)]
        patience: Patience,
        #[command(flatten)]
        json: Json,
    },
    /// Remove a connection and its keys
    Remove {
        /// The connection's name
        name: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct AddConnection {
    /// A name of your own, as in `Head office`
    pub(crate) name: String,
    /// `international`, `china`, or `https://host[:port]`
    #[arg(long, value_name = "URL")]
    pub(crate) endpoint: String,
    /// The KooDrive user ID that signs
    #[arg(long, value_name = "ID")]
    pub(crate) user_id: String,
    /// `koodrive`, or `gateway` for sites behind Huawei Cloud's API Gateway
    #[arg(long, default_value = "koodrive")]
    pub(crate) scheme: String,
    /// A file with CAs to trust beside the system's, in PEM or DER: for a site with a CA of its
    /// own, and for networks that inspect TLS
    #[arg(long, value_name = "FILE")]
    pub(crate) ca: Option<PathBuf>,
    /// `http://host:port`, `none`, or `system`; without it, as the settings say
    #[arg(long, value_name = "URL")]
    pub(crate) proxy: Option<String>,
    /// The proxy's user name; its password is asked for without echo, or comes from
    /// `KOODRIVE_PROXY_PASSWORD`
    #[arg(long, value_name = "NAME", requires = "proxy")]
    pub(crate) proxy_user: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct Show {
    /// The submission's ID, as `submissions` lists it
    pub(crate) id: String,
    #[command(flatten)]
    pub(crate) json: Json,
}

#[derive(Debug, Args)]
pub(crate) struct Resume {
    /// The submission's ID
    pub(crate) id: String,
    /// Follow the tasks until every user has an outcome
    #[arg(long)]
    pub(crate) wait: bool,
    #[command(flatten)]
    pub(crate) manners: Manners,
    #[command(flatten)]
    pub(crate) json: Json,
}

#[derive(Debug, Args)]
pub(crate) struct Settle {
    /// The submission's ID
    pub(crate) id: String,
    /// The batch, as `show` labels it: 3, or 3.1 for a part of it
    pub(crate) batch: String,
    #[command(flatten)]
    pub(crate) verdict: SettleVerdict,
    /// Do not ask for the typed confirmation of `--send-again`
    #[arg(long)]
    pub(crate) yes: bool,
}

/// Exactly one of the three ways out.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub(crate) struct SettleVerdict {
    /// Queue it again; users that exist already come back as skipped or failed
    #[arg(long)]
    pub(crate) send_again: bool,
    /// It was accepted, and this is its task ID
    #[arg(long, value_name = "TASK_ID")]
    pub(crate) accepted: Option<String>,
    /// Leave its users out
    #[arg(long)]
    pub(crate) leave_out: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Report {
    /// The submission's ID
    pub(crate) id: String,
    /// The file to write; its ending decides: .xlsx or .csv
    #[arg(long, value_name = "FILE")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Template {
    /// The workbook to write, as in `users.xlsx`; one that is there is left alone
    #[arg(long, value_name = "FILE.xlsx")]
    pub(crate) out: PathBuf,
    /// Its language; the system's when not given
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    pub(crate) language: Option<TemplateLanguage>,
}

/// A language there is a template in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TemplateLanguage {
    /// English
    En,
    /// Simplified Chinese
    #[value(name = "zh-CN", alias = "zh")]
    ZhCn,
}

#[derive(Debug, Args)]
pub(crate) struct Handover {
    /// The submission's ID
    pub(crate) id: String,
    /// The zip to write; its passphrase is asked for, or comes from `KOODRIVE_HANDOVER_PASSPHRASE`
    #[arg(long, value_name = "FILE.zip")]
    pub(crate) out: PathBuf,
}

#[derive(Debug, Args)]
pub(crate) struct Search {
    /// A part of a phone, e-mail, name, task ID or file name
    pub(crate) text: String,
    #[command(flatten)]
    pub(crate) json: Json,
}

#[derive(Debug, Args)]
pub(crate) struct Forget {
    /// The submission's ID
    pub(crate) id: String,
    /// Do not ask
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Args)]
pub(crate) struct SupportBundle {
    /// The text file to write
    #[arg(long, value_name = "FILE", required_unless_present = "show")]
    pub(crate) out: Option<PathBuf>,
    /// Show it and write nothing
    #[arg(long, conflicts_with = "out")]
    pub(crate) show: bool,
    /// Write it without showing it first
    #[arg(long)]
    pub(crate) yes: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Vault {
    /// Write, read and delete an entry in the keychain, and say how that went
    Check,
    /// Print the ledger's recovery code, once: keep it where the keychain cannot be lost with it
    RecoveryCode(RecoveryCode),
    /// Move a ledger aside that cannot be opened, and begin a new one; nothing is deleted
    SetAside {
        /// Do not ask
        #[arg(long)]
        yes: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct RecoveryCode {
    /// Type a code in, instead: it brings the ledger's key back into the keychain
    #[arg(long)]
    pub(crate) restore: bool,
    /// Even if the keychain has another key, whose own code is printed then
    #[arg(long, requires = "restore")]
    pub(crate) replace: bool,
    /// Make a new code, instead, for a machine without a keychain: `KOODRIVE_RECOVERY_CODE` gives
    /// it to the program
    #[arg(long, conflicts_with = "restore")]
    pub(crate) new: bool,
}
