-- A result may name its user's phone in another spelling than the sheet's.

-- That spelling; nothing where the result has the phone exactly as it was sent. A result that does goes before it.
ALTER TABLE results ADD COLUMN spelt TEXT;

-- How results were spelt that came before is not known. Those that say nothing yet come again with the next question,
-- and must not pass for exact until then.
DELETE FROM results WHERE state = 'pending';

-- Leads from a result without a user to the users whose number it is, in other spellings.
ALTER TABLE stray_results ADD COLUMN phone_key TEXT NOT NULL DEFAULT '';

CREATE INDEX stray_numbers ON stray_results (batch_id, phone_key);
