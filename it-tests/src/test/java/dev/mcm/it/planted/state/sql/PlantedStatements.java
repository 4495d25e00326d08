package dev.mcm.it.planted.state.sql;

/// What only state may call.
public final class PlantedStatements {
    private PlantedStatements() {}

    public static String run(Object tx) {
        return tx.toString();
    }
}
