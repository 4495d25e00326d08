package dev.mcm.bench.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.Op;
import dev.mcm.shared.table.Table;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnswerLedgerTest {
    private static final long MS = 1_000_000;
    private static final WalRow.Relation PLACEMENTS =
            new WalRow.Relation(
                    Table.PLACEMENTS.text(),
                    List.of(
                            new WalRow.Column("deployment_id", 25),
                            new WalRow.Column("plane_id", 25),
                            new WalRow.Column("instance_type", 25),
                            new WalRow.Column("revision", 25),
                            new WalRow.Column("replicas", 23)));

    private final AnswerLedger ledger = new AnswerLedger();
    private final RateWindow window = ledger.begin();

    @Test
    void isAnsweredByTheCommitThatMakesTheCountsWhatWasAskedFor() {
        ledger.expect("d", new Wanted.Total(3), 10 * MS);
        commit(20, row("d", "east", "a", 2));
        assertThat(ledger.isAnswered("d")).isFalse();
        commit(35, row("d", "west", "a", 1));
        assertThat(ledger.isAnswered("d")).isTrue();
        assertThat(window.p99Millis()).isEqualTo(25);
        assertThat(window.decisions()).isEqualTo(2);
    }

    @Test
    void isNotAnsweredByRowsThatChangeNoCount() {
        commit(5, row("d", "east", "a", 3));
        ledger.expect("d", new Wanted.Total(3), 10 * MS);
        commit(20, row("d", "east", "a", 3));
        assertThat(ledger.isAnswered("d")).isFalse();
        assertThat(window.p99Millis()).isInfinite();
        assertThat(window.decisions()).isEqualTo(1);
    }

    @Test
    void aChangeThatTheNextOvertakesIsNeverAnsweredNorIsTheNext() {
        ledger.expect("d", new Wanted.Total(1), 10 * MS);
        ledger.expect("d", new Wanted.Total(0), 20 * MS);
        commit(30, row("d", "east", "a", 1));
        commit(40, row("d", "east", "a", 0));
        assertThat(window.p99Millis()).isInfinite();
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void aChangeOfInstanceTypeIsAnsweredByTheFirstReplicaOfTheNewOneAndSettledByTheLast() {
        commit(5, row("d", "east", "a", 2));
        ledger.expect("d", new Wanted.OfType("b", 2), 10 * MS);
        commit(18, row("d", "west", "b", 1));
        assertThat(window.p99Millis()).isEqualTo(8);
        assertThat(ledger.isSettled()).isFalse();
        commit(19, row("d", "west", "b", 2), row("d", "east", "a", 0));
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void aChangeBackDuringTheHandOverIsAnsweredByTheFirstThatGoesAgain() {
        commit(5, row("d", "east", "a", 2), row("d", "west", "b", 1));
        ledger.expect("d", new Wanted.OfType("a", 2), 10 * MS);
        commit(15, row("d", "west", "b", 2));
        assertThat(ledger.isAnswered("d")).isFalse();
        commit(18, row("d", "west", "b", 1));
        assertThat(window.p99Millis()).isEqualTo(8);
        assertThat(ledger.isSettled()).isFalse();
        commit(19, row("d", "west", "b", 0));
        assertThat(ledger.isSettled()).isTrue();
    }

    @Test
    void countsWhatIsOnAPlane() {
        commit(5, row("d", "east", "a", 2), row("e", "east", "a", 1), row("e", "west", "a", 4));
        assertThat(ledger.replicasOn("east")).isEqualTo(3);
        commit(6, row("d", "east", "a", 0), row("e", "east", "a", 0));
        assertThat(ledger.replicasOn("east")).isZero();
        assertThat(ledger.changedRows()).isEqualTo(5);
        assertThat(ledger.changedAt()).isEqualTo(6 * MS);
    }

    private void commit(long millis, WalRow... rows) {
        ledger.committed(new WalDecoder.Committed(1, millis, List.of(rows)), millis * MS);
    }

    private static WalRow row(String deployment, String plane, String type, int replicas) {
        return new WalRow(
                PLACEMENTS,
                Op.OP_UPDATE,
                List.of(deployment, plane, type, "0000000000", Integer.toString(replicas)));
    }
}
