package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.TransactionsOver;
import dev.mcm.state.Transactions;
import dev.mcm.state.Tx;
import java.util.function.Function;

/// [TransactionsOver] tables of a database.
///
/// @param tables what a function sees of the database inside its transaction
public record PostgresTransactions<T>(Transactions database, Function<Tx, T> tables)
        implements TransactionsOver<T> {
    @Override
    public <A> A read(Function<T, A> work) {
        return database.read(tx -> work.apply(tables.apply(tx)));
    }

    @Override
    public <A> A write(Function<T, A> work) {
        return database.write(tx -> work.apply(tables.apply(tx)));
    }
}
