//! Sheets of users: read as they are, mapped, checked and made right.
