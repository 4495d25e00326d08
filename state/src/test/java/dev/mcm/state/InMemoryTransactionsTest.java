package dev.mcm.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class InMemoryTransactionsTest {
    private final InMemoryTransactions transactions = new InMemoryTransactions();

    @Test
    void transactionsDoNotNest() {
        assertThatThrownBy(
                        () -> transactions.writeVoid(outer -> transactions.writeVoid(inner -> {})))
                .hasMessageContaining("inside a transaction");
        assertThat(transactions.<String>write(tx -> "again")).isEqualTo("again");
    }
}
