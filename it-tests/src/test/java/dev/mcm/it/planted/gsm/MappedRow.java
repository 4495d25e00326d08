package dev.mcm.it.planted.gsm;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/// Violates: persistence stays in state.
@Entity
public class MappedRow {
    @Id private long id;

    public long id() {
        return id;
    }
}
