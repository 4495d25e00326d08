package dev.mcm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Comparator;
import org.junit.jupiter.api.Test;

final class InMemoryTransactionsTest {
    private final InMemoryTransactions transactions = new InMemoryTransactions();
    private final InMemoryTable<String, Integer> table =
            new InMemoryTable<>(Comparator.naturalOrder());

    @Test
    void aFailedTransactionLeavesTheRowsAsTheyWere() {
        transactions.writeVoid(tx -> {
            table.put(tx, "kept", 1);
            table.put(tx, "changed", 1);
        });

        assertThatThrownBy(() ->
                        transactions.writeVoid(tx -> {
                            table.put(tx, "changed", 2);
                            table.put(tx, "changed", 3);
                            table.put(tx, "new", 1);
                            table.remove(tx, "kept");
                            table.remove(tx, "never there");
                            throw new IllegalStateException("no");
                        }))
                .hasMessage("no");

        assertThat(table.find("kept")).contains(1);
        assertThat(table.find("changed")).contains(1);
        assertThat(table.all()).hasSize(2);
    }

    @Test
    void aReadCannotWrite() {
        assertThatThrownBy(() ->
                        transactions.read(tx -> {
                            table.put(tx, "a", 1);
                            return true;
                        }))
                .hasMessageContaining("read-only");
        assertThat(table.all()).isEmpty();
    }

    @Test
    void transactionsDoNotNest() {
        assertThatThrownBy(
                        () -> transactions.writeVoid(outer -> transactions.writeVoid(inner -> {})))
                .hasMessageContaining("inside a transaction");
        transactions.writeVoid(tx -> table.put(tx, "a", 1));
    }
}
