package dev.mcm.lsm.loop;

/// Kafka did not take some records in time. They are kept and sent again.
final class UnpublishedException extends RuntimeException {
    UnpublishedException(int records) {
        super(records + " records were not accepted by Kafka");
    }
}
