-- The parts of a batch are counted each time one is made, and a batch may have two thousand.
CREATE INDEX labels ON batches (submission_id, label);
