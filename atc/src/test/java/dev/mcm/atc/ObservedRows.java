package dev.mcm.atc;

import dev.mcm.type.v1.CellGroup;
import dev.mcm.type.v1.CellGroups;
import java.util.HexFormat;

/// Rows as GSM writes them: pods of one version on plane p1 by instance type a10-1.
///
/// @param reason of one that fails; empty = none does
record ObservedRows(
        String deployment,
        int specVersion,
        int bound,
        int ready,
        int terminating,
        String reason,
        String message) {

    static ObservedRows ready(String deployment, int specVersion, int pods) {
        return new ObservedRows(deployment, specVersion, pods, pods, 0, "", "");
    }

    static ObservedRows failing(String deployment, int specVersion, String reason, String message) {
        return new ObservedRows(deployment, specVersion, 1, 0, 0, reason, message);
    }

    /// Pods that have nodes and are not ready.
    static ObservedRows starting(String deployment, int specVersion, int pods) {
        return new ObservedRows(deployment, specVersion, pods, 0, 0, "", "");
    }

    /// Of a workload without pods.
    static ObservedRows none(String deployment, int specVersion) {
        return ready(deployment, specVersion, 0);
    }

    /// Statements that replace what was seen before of the version, and of the cell as a whole.
    String[] statements() {
        String cell = "deployment_id = '" + deployment + "' AND plane_id = 'p1'";
        int failing = reason.isEmpty() ? 0 : 1;
        return new String[] {
            "DELETE FROM deployment_observed WHERE " + cell,
            "INSERT INTO deployment_observed VALUES ('%s', 'p1', 'a10-1', %d, %d, %d, %d, %d, %d, '%s', '%s', 1, 1, now())"
                    .formatted(
                            deployment,
                            specVersion,
                            bound,
                            bound,
                            ready,
                            ready,
                            terminating,
                            reason,
                            message),
            "DELETE FROM observed_cells WHERE " + cell + " AND spec_version = " + specVersion,
            "INSERT INTO observed_cells (deployment_id, plane_id, instance_type, spec_version,"
                    + " unbound, starting, ready, failing, terminating, groups, epoch, seq,"
                    + " observed_at)"
                    + " VALUES ('%s', 'p1', 'a10-1', %d, 0, %d, %d, %d, %d, '\\x%s', 1, 1, now())"
                            .formatted(
                                    deployment,
                                    specVersion,
                                    bound - ready - failing,
                                    ready,
                                    failing,
                                    terminating,
                                    groups())
        };
    }

    private String groups() {
        CellGroups.Builder groups = CellGroups.newBuilder();
        if (!reason.isEmpty()) {
            groups.addGroups(
                    CellGroup.newBuilder().setState("FAILING").setCount(1).setReason(reason));
        }
        return HexFormat.of().formatHex(groups.build().toByteArray());
    }
}
