//! `submissions`, `show`, `search` and `forget`: what the ledger remembers.

use provisioning::ledger::{Accounts, Hit, LedgerError, Reader, Submission};
use serde::Serialize;

use crate::arguments::{Forget, Json, Search, Show};
use crate::failure::{Failure, Outcome};
use crate::house::{House, runtime, submission_id};
use crate::words::{self, counted, print_table};
use crate::{ask, records, results};

#[derive(Serialize)]
struct Line {
    submission: String,
    created: String,
    file: String,
    connection: String,
    host: String,
    open_batches: u64,
    unknown_batches: u64,
    counts: Accounts,
}

pub(crate) fn list(house: &House, json: Json) -> Result<Outcome, Failure> {
    let provisioner = house.open()?;
    let lines = runtime()?.block_on(provisioner.journal().run(|ledger| lines(ledger)))??;
    if json.on {
        #[derive(Serialize)]
        struct List {
            submissions: Vec<Line>,
        }
        println!("{}", records::json(&List { submissions: lines }));
        return Ok(Outcome::Done);
    }
    if lines.is_empty() {
        eprintln!("there are no submissions yet");
    }
    print_table(&table(&lines));
    Ok(Outcome::Done)
}

fn lines(ledger: &Reader) -> Result<Vec<Line>, LedgerError> {
    let submissions = ledger.submissions()?;
    submissions
        .into_iter()
        .map(|submission| line(ledger, submission))
        .collect()
}

fn line(ledger: &Reader, submission: Submission) -> Result<Line, LedgerError> {
    Ok(Line {
        counts: ledger.accounts(submission.id)?,
        submission: submission.id.to_string(),
        created: records::time(submission.created),
        file: submission.file_name,
        connection: submission.connection.name,
        host: submission.connection.host,
        open_batches: submission.open_batches,
        unknown_batches: submission.unknown_batches,
    })
}

fn table(lines: &[Line]) -> Vec<Vec<String>> {
    let rows = lines.iter().map(|line| {
        let needs = match (line.unknown_batches, line.open_batches) {
            (0, 0) => String::new(),
            (0, open) => format!("{} open", counted(open, "batch")),
            (unknown, _) => format!("{} to settle", counted(unknown, "batch")),
        };
        vec![
            line.submission.clone(),
            line.created.replace('T', " ").replace('Z', ""),
            line.file.clone(),
            line.connection.clone(),
            words::accounts(&line.counts),
            needs,
        ]
    });
    let heads = ["id", "when (UTC)", "file", "connection", "users", "needs"];
    let heads = (!lines.is_empty()).then(|| heads.map(str::to_owned).to_vec());
    heads.into_iter().chain(rows).collect()
}

pub(crate) fn show(house: &House, arguments: &Show) -> Result<Outcome, Failure> {
    let id = submission_id(&arguments.id)?;
    let provisioner = house.open()?;
    let runtime = runtime()?;
    if arguments.json.on {
        runtime.block_on(results::print_json(&provisioner, id, None))?;
    } else {
        runtime.block_on(results::print(&provisioner, id, true))?;
    }
    Ok(Outcome::Done)
}

pub(crate) fn search(house: &House, arguments: &Search) -> Result<Outcome, Failure> {
    const MOST: u32 = 100;
    let provisioner = house.open()?;
    let text = arguments.text.clone();
    let search = provisioner
        .journal()
        .run(move |ledger| ledger.search(&text, MOST));
    let hits = runtime()?.block_on(search)??;
    if arguments.json.on {
        #[derive(Serialize)]
        struct Found {
            hits: Vec<Hit>,
        }
        println!("{}", records::json(&Found { hits }));
        return Ok(Outcome::Done);
    }
    if hits.is_empty() {
        eprintln!("nothing in the ledger has `{}` in it", arguments.text);
        return Ok(Outcome::Nothing);
    }
    let rows: Vec<Vec<String>> = hits.iter().map(hit).collect();
    print_table(&rows);
    Ok(Outcome::Done)
}

fn hit(hit: &Hit) -> Vec<String> {
    match hit {
        Hit::File {
            submission,
            file_name,
        } => {
            vec![
                format!("submission {submission}"),
                "file".into(),
                file_name.clone(),
            ]
        }
        Hit::Batch {
            submission,
            label,
            task_id,
            ..
        } => vec![
            format!("submission {submission}"),
            format!("batch {label}"),
            task_id.clone().unwrap_or_default(),
        ],
        Hit::User {
            submission,
            row,
            firstname,
            surname,
            phone,
            email,
            task_id,
            ..
        } => vec![
            format!("submission {submission}"),
            format!("row {row}"),
            format!("{firstname} {}", surname.as_deref().unwrap_or_default())
                .trim()
                .to_owned(),
            phone.clone(),
            email.clone().unwrap_or_default(),
            task_id.clone().unwrap_or_default(),
        ],
    }
}

pub(crate) fn forget(house: &House, arguments: &Forget) -> Result<Outcome, Failure> {
    let id = submission_id(&arguments.id)?;
    let provisioner = house.open()?;
    let runtime = runtime()?;
    let known = runtime.block_on(
        provisioner
            .journal()
            .run(move |ledger| ledger.submission(id)),
    )??;
    let question = format!(
        "forget submission {id} ({})? Its users and results are erased from the ledger, and its \
         phones no longer count as sent; the task IDs stay in the receipts",
        known.file_name
    );
    if !arguments.yes && !ask::confirm(&question)? {
        eprintln!("nothing was forgotten");
        return Ok(Outcome::Nothing);
    }
    runtime.block_on(provisioner.forget(id, false))?;
    eprintln!("submission {id} is forgotten");
    Ok(Outcome::Done)
}
