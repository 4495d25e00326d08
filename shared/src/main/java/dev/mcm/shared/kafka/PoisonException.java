package dev.mcm.shared.kafka;

import java.util.List;

/// Records of a batch can never be handled.
public final class PoisonException extends Exception {
    private final transient List<PoisonRecord> records;

    /// @param records at least one
    public PoisonException(List<PoisonRecord> records) {
        super(records.getFirst().text());
        this.records = List.copyOf(records);
    }

    public List<PoisonRecord> records() {
        return records;
    }
}
