package dev.mcm.atc.adapter.grpc;

import dev.mcm.shared.error.McmException;
import dev.mcm.shared.grpc.Caller;
import dev.mcm.shared.grpc.Role;

/// What concerns all organisations is for operators who see all of them.
final class Operators {
    private Operators() {}

    /// @throws McmException PERMISSION_DENIED
    static void require(Caller caller) {
        caller.require(Role.OPERATOR);
        if (caller.organization().isPresent()) {
            throw McmException.permissionDenied(
                    "caller "
                            + caller.name()
                            + " sees one organization only (expected: an operator of all)");
        }
    }
}
