package dev.mcm.it.planted.atc.call;

import dev.mcm.atc.v1.AdminServiceGrpc;

/// Violates: calls use ports only.
public final class NamesAStub {
    public Class<?> service() {
        return AdminServiceGrpc.AdminServiceStub.class;
    }
}
