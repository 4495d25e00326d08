package dev.mcm.it.planted.gsm;

import dev.mcm.it.planted.state.sql.PlantedStatements;

/// Violates: statements stay in state.
public final class RunsAStatement {
    private RunsAStatement() {}

    public static String run() {
        return PlantedStatements.run("tx");
    }
}
