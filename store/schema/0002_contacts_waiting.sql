-- The sync worker asks at every step which contacts wait to be sent.
CREATE INDEX contacts_state ON contacts (state) WHERE deleted_at IS NULL;
