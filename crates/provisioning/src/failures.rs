//! The users of a submission that failed, as a sheet of their own: to be put right and sent again.

use std::collections::HashMap;

use ledger::{LedgerError, Page, Reader, SubmissionId, UserFilter, UserPlace, UserRecord};
use roster::read::{Delimiter, HeaderChoice, TextEncoding};
use roster::{ReadOptions, Rules};
use zeroize::Zeroizing;

use crate::error::ProvisioningError;
use crate::provisioner::Provisioner;
use crate::review::Review;

/// The columns of such a sheet; the last one says why.
const HEADERS: [&str; 6] = [
    "First name",
    "Surname",
    "Phone",
    "E-mail",
    "Password",
    REASON,
];

/// The column with the service's reasons.
pub const REASON: &str = "Why it failed";

const PAGE: u32 = 1000;

impl Provisioner {
    /// Opens the users that failed or were refused, each with its reason and, as far as the ledger
    /// still has it, its password.
    ///
    /// # Errors
    /// When nobody failed, or the ledger fails.
    pub async fn failures(
        &self,
        submission: SubmissionId,
        rules: Rules,
    ) -> Result<Review, ProvisioningError> {
        let (file_name, sheet) = self
            .journal()
            .run(move |ledger| -> Result<_, LedgerError> {
                let file_name = ledger.submission(submission)?.file_name;
                Ok((file_name, sheet(ledger, submission)?))
            })
            .await??;
        let sheet = sheet.ok_or(ProvisioningError::NobodyFailed)?;
        let options = ReadOptions {
            header: HeaderChoice::Row(1),
            encoding: Some(TextEncoding::UTF_8),
            delimiter: Some(Delimiter::Comma),
            ..ReadOptions::default()
        };
        let review = Review::read(&file_name, &sheet, &options, rules)?;
        Ok(review.resubmitting(Some(submission)))
    }
}

fn sheet(
    ledger: &Reader,
    submission: SubmissionId,
) -> Result<Option<Zeroizing<Vec<u8>>>, LedgerError> {
    let mut failed = Vec::new();
    for place in [UserPlace::Failed, UserPlace::Refused] {
        read_all(ledger, submission, place, &mut failed)?;
    }
    failed.sort_by_key(|user| user.id);
    let mut passwords = HashMap::new();
    ledger.users_with_passwords(submission, |user| {
        passwords.extend(user.password.map(|password| (user.id, password)));
    })?;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(HEADERS).expect("memory takes every row");
    for user in &failed {
        let password = passwords.get(&user.id);
        let password = password.map_or("", |password| password.expose_password());
        table
            .write_record(cells(user, password, &reason(user)))
            .expect("memory takes every row");
    }
    let bytes = Zeroizing::new(table.into_inner().expect("memory takes every row"));
    Ok((!failed.is_empty()).then_some(bytes))
}

fn read_all(
    ledger: &Reader,
    submission: SubmissionId,
    place: UserPlace,
    into: &mut Vec<UserRecord>,
) -> Result<(), LedgerError> {
    for offset in (0..).step_by(PAGE as usize) {
        let page = Page {
            offset,
            limit: PAGE,
        };
        let users = ledger.users(submission, UserFilter::At(place), page)?;
        let last = users.len() < PAGE as usize;
        into.extend(users);
        if last {
            break;
        }
    }
    Ok(())
}

fn cells<'a>(user: &'a UserRecord, password: &'a str, reason: &'a str) -> [&'a str; 6] {
    [
        &user.firstname,
        user.surname.as_deref().unwrap_or_default(),
        &user.phone,
        user.email.as_deref().unwrap_or_default(),
        password,
        reason,
    ]
}

fn reason(user: &UserRecord) -> String {
    let words = [user.code.as_deref(), user.reason.as_deref()];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    words.join(": ")
}
