-- In which state (dev.mcm.state.observed.ReplicaState) a pod of MCM is, and since when: the moment, by this server's clock, of
-- the transaction that first stored that state. NULL = not a pod of MCM, or stored by a GSM that knew no ages.
ALTER TABLE observed_objects
    ADD COLUMN state text,
    ADD COLUMN state_since timestamptz;
