package dev.mcm.it.planted.state;

import dev.mcm.it.planted.state.sql.PlantedStatements;

/// Violates nothing: state may run statements.
public final class Tx {
    public String session() {
        return PlantedStatements.run(this);
    }

    public String jdbc() {
        return session();
    }
}
