//! The use cases: plan, submit, follow, settle, report.
