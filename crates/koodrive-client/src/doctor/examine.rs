//! Asking: one query, and a second one where the answer leaves a question.

use std::sync::Arc;
use std::time::Duration;

use super::route::Route;
use super::steps::{Evidence, steps};
use super::{Examination, Trouble};
use crate::trust::Witness;
use crate::{
    Answer, Client, ClientError, ClientSettings, Cursor, PageSize, RefusalKind, TaskId, TaskPage,
    TraceId, Verdict,
};

impl Client {
    /// Examines the connection step by step, without creating anything: one signed query for a task that cannot exist,
    /// and at most two more when the signature or its time is refused.
    ///
    /// ```
    /// # use koodrive_client::doctor::Part;
    /// # use koodrive_client::{AccessKey, Client, ClientSettings, Credentials, Endpoint, Scheme, SecretKey, UserId};
    /// # async fn example() -> Result<(), Box<dyn std::error::Error>> {
    /// # let credentials = Credentials {
    /// #     access_key: AccessKey::parse("a378331eca141163")?,
    /// #     secret_key: SecretKey::parse("secret")?,
    /// # };
    /// # let endpoint = Endpoint::parse("http://127.0.0.1:1")?;
    /// # let settings = ClientSettings::new(endpoint, UserId::parse("15")?, Scheme::KooDrive, credentials);
    /// # let client = Client::new(settings)?;
    /// let examination = client.examine().await?;
    /// let (part, trouble) = examination.trouble().expect("nobody listens on port 1");
    /// assert_eq!(part, Part::Tcp);
    /// println!("{part}: {trouble}");
    /// # Ok(())
    /// # }
    /// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(example())?;
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// As for [`Client::new`].
    pub async fn examine(&self) -> Result<Examination, ClientError> {
        let witness = Arc::new(Witness::default());
        let patient = self.patient(self.settings().clone(), &witness)?;
        let mut trace_ids = Vec::new();
        let mut answer = ask(&patient, &mut trace_ids).await;
        if refused_for(&answer) == Some(RefusalKind::Clock) {
            // The refusal has taught the clock.
            answer = ask(&patient, &mut trace_ids).await;
        }
        let trouble = self.other_scheme(&answer, &witness, &mut trace_ids).await?;
        let evidence = Evidence {
            settings: self.settings(),
            route: Route::of(self.settings()),
            certificate: witness.seen(),
            offset: self.clock().offset(),
            verdict: answer.verdict,
            better: trouble,
        };
        Ok(Examination {
            steps: steps(&evidence),
            trace_ids,
        })
    }

    /// A client for one examination: it watches certificates go by and is less patient.
    fn patient(
        &self,
        mut settings: ClientSettings,
        witness: &Arc<Witness>,
    ) -> Result<Self, ClientError> {
        settings.timeouts.answer = settings.timeouts.answer.min(PATIENCE);
        Self::watched(settings, self.clock().clone(), witness.clone())
    }

    /// Tries the other signature scheme where this one is refused.
    async fn other_scheme(
        &self,
        answer: &Answer<TaskPage>,
        witness: &Arc<Witness>,
        trace_ids: &mut Vec<TraceId>,
    ) -> Result<Option<Trouble>, ClientError> {
        if refused_for(answer) != Some(RefusalKind::Credentials) {
            return Ok(None);
        }
        let scheme = self.settings().scheme.other();
        let other = self.patient(
            ClientSettings {
                scheme,
                ..self.settings().clone()
            },
            witness,
        )?;
        let answer = ask(&other, trace_ids).await;
        Ok(passes_the_signature(&answer).then_some(Trouble::OtherScheme { scheme }))
    }
}

/// An answer to a query of nothing comes at once, or something is wrong.
const PATIENCE: Duration = Duration::from_secs(20);

async fn ask(client: &Client, trace_ids: &mut Vec<TraceId>) -> Answer<TaskPage> {
    let task_id = TaskId::parse("0").expect("a digit is a valid task ID");
    let trace_id = TraceId::generate(&mut rand::rng());
    trace_ids.push(trace_id.clone());
    client
        .query(&task_id, &Cursor::first(), PageSize::MIN, &trace_id)
        .await
}

fn refused_for(answer: &Answer<TaskPage>) -> Option<RefusalKind> {
    match &answer.verdict {
        Verdict::Refused(refusal) => Some(refusal.kind),
        _ => None,
    }
}

/// Whether the answer can only come from behind the check of the signature.
fn passes_the_signature(answer: &Answer<TaskPage>) -> bool {
    match &answer.verdict {
        Verdict::Accepted(_) => true,
        Verdict::Refused(refusal) => {
            matches!(
                refusal.kind,
                RefusalKind::Parameters | RefusalKind::UserId | RefusalKind::Other
            )
        }
        Verdict::NotProcessed(_) | Verdict::Unknown(_) => false,
    }
}
