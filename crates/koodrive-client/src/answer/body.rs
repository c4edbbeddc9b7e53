//! Reading an answer's body, up to a cap.

use crate::settings::AnswerCap;

/// As much of a body as came.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ReadBody {
    /// All of it.
    Whole(Vec<u8>),
    /// It is longer than the cap; the rest was not read.
    TooLarge { cap: usize },
    /// The connection was lost on the way.
    Cut { detail: String },
    /// The rest did not come in time.
    TimedOut,
}

impl ReadBody {
    pub(crate) async fn of(mut response: reqwest::Response, AnswerCap(cap): AnswerCap) -> Self {
        let mut read = Vec::new();
        loop {
            match response.chunk().await {
                Ok(Some(chunk)) if read.len() + chunk.len() > cap => return Self::TooLarge { cap },
                Ok(Some(chunk)) => read.extend_from_slice(&chunk),
                Ok(None) => return Self::Whole(read),
                Err(error) if error.is_timeout() => return Self::TimedOut,
                Err(error) => {
                    return Self::Cut {
                        detail: super::transport::causes_of(&error),
                    };
                }
            }
        }
    }

    pub(crate) fn whole(&self) -> Option<&[u8]> {
        match self {
            Self::Whole(bytes) => Some(bytes),
            _ => None,
        }
    }
}
