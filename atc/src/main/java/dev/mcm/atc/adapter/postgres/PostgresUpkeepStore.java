package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.core.status.FailingStartPolicy;
import dev.mcm.atc.port.UpkeepStore;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.state.Transactions;
import dev.mcm.state.deployment.DeploymentReaper;
import dev.mcm.state.deployment.MilestoneStore;
import dev.mcm.state.request.ApiRequestStore;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/// [UpkeepStore] on Postgres.
public final class PostgresUpkeepStore implements UpkeepStore {
    private static final int PURGE = 5_000;

    private final Transactions transactions;
    private final Fencing fencing;
    private final FailingStarts failing;
    private final MissingVersions missing;
    private final MilestoneStore milestones = new MilestoneStore();
    private final DeploymentReaper reaper = new DeploymentReaper();
    private final ApiRequestStore answers = new ApiRequestStore();

    public PostgresUpkeepStore(
            Transactions transactions,
            Fencing fencing,
            StatusReader reader,
            FailingStartPolicy policy) {
        this.transactions = transactions;
        this.fencing = fencing;
        this.failing = new FailingStarts(reader, policy);
        this.missing = new MissingVersions(transactions, fencing, reader);
    }

    @Override
    public int rememberAll(Instant now) {
        return transactions.write(tx -> {
            fencing.verify(tx);
            return milestones.rememberAll(tx, now) + failing.followAll(tx, now);
        });
    }

    @Override
    public int remember(Collection<DeploymentId> deployments, Instant now) {
        return transactions.write(tx -> {
            fencing.verify(tx);
            return milestones.remember(tx, deployments, now) + failing.follow(tx, deployments, now);
        });
    }

    @Override
    public int rememberVersions() {
        return missing.write();
    }

    @Override
    public List<DeploymentId> reap() {
        if (!transactions.read(reaper::hasWork)) {
            return List.of();
        }
        return transactions.write(tx -> {
            fencing.verify(tx);
            return reaper.reap(tx);
        });
    }

    @Override
    public int purgeAnswers(Instant before) {
        return transactions.write(tx -> answers.purge(tx, before, PURGE));
    }
}
