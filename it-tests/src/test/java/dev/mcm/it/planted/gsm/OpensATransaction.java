package dev.mcm.it.planted.gsm;

import dev.mcm.it.planted.state.Tx;

/// Violates: statements stay in state.
public final class OpensATransaction {
    private final Tx tx = new Tx();

    public String session() {
        return tx.session();
    }

    public String jdbc() {
        return tx.jdbc();
    }
}
