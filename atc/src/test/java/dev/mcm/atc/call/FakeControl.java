package dev.mcm.atc.call;

import dev.mcm.atc.port.DeploymentReads;
import dev.mcm.atc.port.DeploymentTables;
import dev.mcm.atc.port.ExplanationTables;
import dev.mcm.atc.port.InstanceTypeTables;
import dev.mcm.atc.port.ModelTables;
import dev.mcm.atc.port.OrganizationTables;
import dev.mcm.atc.port.PlaneTables;
import dev.mcm.atc.port.SystemTables;
import dev.mcm.atc.port.TransactionsOver;
import java.util.function.Consumer;
import java.util.function.Function;

/// The control database in memory, no kinder than the real one: every transaction that writes is
/// run twice, as after a deadlock, and others may commit in between; nothing of a transaction that
/// throws is kept; a read that writes throws. Thread-safe.
final class FakeControl {
    private FakeRows rows = new FakeRows();
    private Consumer<FakeRows> meanwhile = _ -> {};
    private Runnable beforeRead = () -> {};
    private int commits;

    /// Commits without a call.
    synchronized void change(Consumer<FakeRows> change) {
        change.accept(rows);
    }

    /// What somebody else commits between the two runs of the next transaction that writes.
    synchronized void meanwhile(Consumer<FakeRows> change) {
        meanwhile = change;
    }

    /// Runs before each transaction that reads.
    synchronized void beforeRead(Runnable action) {
        beforeRead = action;
    }

    /// The rows as they are now; changing them changes nothing.
    synchronized FakeRows now() {
        return rows.copy();
    }

    /// Transactions that have committed.
    synchronized int commits() {
        return commits;
    }

    TransactionsOver<OrganizationTables> organizations() {
        return over(FakeOrganizationTables::new);
    }

    TransactionsOver<ModelTables> models() {
        return over(FakeModelTables::new);
    }

    TransactionsOver<InstanceTypeTables> instanceTypes() {
        return over(FakeInstanceTypeTables::new);
    }

    TransactionsOver<PlaneTables> planes() {
        return over(FakePlaneTables::new);
    }

    TransactionsOver<DeploymentTables> deployments() {
        return over(FakeDeploymentTables::new);
    }

    TransactionsOver<DeploymentReads> views() {
        return over(FakeDeploymentTables::new);
    }

    TransactionsOver<ExplanationTables> explanations() {
        return over(FakeExplanationTables::new);
    }

    TransactionsOver<SystemTables> system() {
        return over(FakeSystemTables::new);
    }

    private <T> TransactionsOver<T> over(Function<FakeTx, T> tables) {
        return new TransactionsOver<>() {
            @Override
            public <A> A read(Function<T, A> work) {
                beforeRead.run();
                return work.apply(tables.apply(new FakeTx(now(), true)));
            }

            @Override
            public <A> A write(Function<T, A> work) {
                synchronized (FakeControl.this) {
                    work.apply(tables.apply(new FakeTx(now(), false)));
                    Consumer<FakeRows> others = meanwhile;
                    meanwhile = _ -> {};
                    others.accept(rows);
                    FakeRows next = now();
                    A result = work.apply(tables.apply(new FakeTx(next, false)));
                    rows = next;
                    commits++;
                    return result;
                }
            }
        };
    }
}
