package dev.mcm.bench.scheduler;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Changes of scale targets and specs, written as rows. When each is due is fixed in advance, at
/// random as by a Poisson process, and does not depend on any answer; what is due together is
/// written together. Each deployment's scale goes up by one and down by one in turn, and its spec
/// from one to the other and back, so that every change changes a count. All deployments take part,
/// in a fixed shuffled order. For one thread.
final class OpenLoop implements AutoCloseable {
    private static final int MOST_A_WRITE = 1_000;
    private static final long SEED = 7;
    private static final double NANOS = 1e9;
    private static final Duration ANSWER = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofNanos(200_000);
    private static final String SCALE =
            """
            UPDATE scale_targets t SET desired = n.desired, revision = t.revision + 1, decided_at = now()
            FROM unnest(?, ?) AS n (id, desired) WHERE t.deployment_id = n.id
            """;
    private static final String VERSION =
            """
            INSERT INTO deployment_versions (deployment_id, number, spec_hash, instance_types, revisions, created_by, created_at)
            SELECT n.id, d.version + 1, n.hash, ARRAY[n.instance_type], ARRAY[n.revision], 'bench', now()
            FROM unnest(?, ?, ?, ?) AS n (id, hash, instance_type, revision) JOIN deployments d ON d.id = n.id
            """;
    private static final String SPEC =
            """
            UPDATE deployments d SET version = d.version + 1, spec_hash = n.hash, revision = d.revision + 1, updated_at = now()
            FROM unnest(?, ?) AS n (id, hash) WHERE d.id = n.id
            """;

    private final Connection connection;
    private final PreparedStatement scale;
    private final PreparedStatement version;
    private final PreparedStatement spec;
    private final AnswerLedger ledger;
    private final List<BenchDeployment> order;
    private final BenchFleet fleet;
    private final RigHealth health;
    private int next;

    OpenLoop(DataSource database, BenchFleet fleet, AnswerLedger ledger, RigHealth health)
            throws SQLException {
        this.connection = database.getConnection();
        connection.setAutoCommit(false);
        this.scale = connection.prepareStatement(SCALE);
        this.version = connection.prepareStatement(VERSION);
        this.spec = connection.prepareStatement(SPEC);
        this.ledger = ledger;
        this.fleet = fleet;
        this.health = health;
        this.order = new ArrayList<>(fleet.deployments());
        Collections.shuffle(order, new Random(SEED));
    }

    /// Changes at a rate, for a time; returns when the last is written.
    RateWindow run(double perSecond, Duration length) throws Exception {
        long[] due = due(perSecond, length);
        RateWindow window = ledger.begin();
        long start = SystemTime.SYSTEM.nanoTime();
        int written = 0;
        while (written < due.length) {
            long now = SystemTime.SYSTEM.nanoTime() - start;
            int until = written;
            while (until < due.length && due[until] <= now && until - written < most()) {
                until++;
            }
            if (until == written) {
                pauseUntil(due[written] - now);
            } else {
                write(start, due, written, until);
                written = until;
            }
        }
        return window;
    }

    private int most() {
        return Math.max(1, Math.min(MOST_A_WRITE, order.size() / 2));
    }

    private static void pauseUntil(long nanos) throws InterruptedException {
        Duration left = Duration.ofNanos(nanos);
        Waiting.pause(left.compareTo(SHORT) < 0 ? left : left.minus(SHORT));
    }

    private static long[] due(double perSecond, Duration length) {
        Random random = new Random(SEED);
        int count = (int) Math.max(1, Math.round(perSecond * length.toNanos() / NANOS));
        long[] due = new long[count];
        double at = 0;
        for (int i = 0; i < count; i++) {
            at += -Math.log(1 - random.nextDouble()) / perSecond * NANOS;
            due[i] = (long) at;
        }
        return due;
    }

    /// One change now; returns when it is answered.
    void one() throws Exception {
        String id = order.get(next % order.size()).id();
        write(SystemTime.SYSTEM.nanoTime(), new long[] {0}, 0, 1);
        if (!health.holdsWithin(ANSWER, () -> ledger.isAnswered(id))) {
            throw unanswered(List.of(id));
        }
    }

    /// One change of a scale now; returns when it is written.
    ///
    /// @return its deployment
    String begin() throws SQLException {
        while (order.get(next % order.size()).changesSpec()) {
            next++;
        }
        String id = order.get(next % order.size()).id();
        write(SystemTime.SYSTEM.nanoTime(), new long[] {0}, 0, 1);
        return id;
    }

    /// Takes back what is up, without measuring; returns when all is answered.
    void settle() throws Exception {
        next = 0;
        for (int i = 0; i < order.size(); i += most()) {
            List<BenchDeployment> up =
                    fleet.turns().takeBack(order.subList(i, Math.min(order.size(), i + most())));
            for (BenchDeployment deployment : up) {
                ledger.wants(deployment.id(), wanted(deployment, false));
            }
            put(up, false);
            connection.commit();
        }
        awaitSettled();
    }

    /// Waits until everything is as was asked for last.
    void awaitSettled() throws SQLException {
        if (!health.holdsWithin(ANSWER, ledger::isSettled)) {
            throw unanswered(ledger.unsettled());
        }
        ledger.forgetOpen();
    }

    private IllegalStateException unanswered(List<String> ids) throws SQLException {
        return new IllegalStateException(
                "%d changes without an answer within %s, one of them of %s: %s; %s"
                        .formatted(
                                ids.size(),
                                ANSWER,
                                ids.getFirst(),
                                fleet.rows().said(ids.getFirst()),
                                fleet.waiting()));
    }

    private void write(long start, long[] due, int from, int to) throws SQLException {
        List<BenchDeployment> ups = new ArrayList<>();
        List<BenchDeployment> downs = new ArrayList<>();
        for (int i = from; i < to; i++) {
            BenchDeployment deployment = order.get(next++ % order.size());
            boolean up = fleet.turns().next(deployment.id());
            (up ? ups : downs).add(deployment);
            ledger.expect(deployment.id(), wanted(deployment, up), start + due[i]);
        }
        put(ups, true);
        put(downs, false);
        connection.commit();
    }

    private Wanted wanted(BenchDeployment deployment, boolean up) {
        return deployment.changesSpec()
                ? new Wanted.OfType(
                        (up ? deployment.last() : deployment.first()).getInstanceType(),
                        fleet.desired(deployment))
                : new Wanted.Total(target(deployment, up));
    }

    private int target(BenchDeployment deployment, boolean up) {
        return fleet.desired(deployment) + (up ? 1 : 0);
    }

    private void put(List<BenchDeployment> deployments, boolean up) throws SQLException {
        Map<Boolean, List<BenchDeployment>> bySpec =
                deployments.stream()
                        .collect(Collectors.partitioningBy(BenchDeployment::changesSpec));
        List<BenchDeployment> scaled = Objects.requireNonNull(bySpec.get(false));
        if (!scaled.isEmpty()) {
            run(
                    scale,
                    ids(scaled),
                    array("integer", scaled.stream().map(each -> target(each, up)).toList()));
        }
        List<BenchDeployment> changed = Objects.requireNonNull(bySpec.get(true));
        if (!changed.isEmpty()) {
            List<BenchDeployment.Version> versions =
                    changed.stream().map(each -> each.specs().get(up ? 1 : 0)).toList();
            Array hashes =
                    array("text", versions.stream().map(one -> one.spec().hash().value()).toList());
            run(
                    version,
                    ids(changed),
                    hashes,
                    array("text", versions.stream().map(one -> one.instanceTypes()[0]).toList()),
                    array("text", versions.stream().map(one -> one.revisions()[0]).toList()));
            run(spec, ids(changed), hashes);
        }
    }

    private Array ids(List<BenchDeployment> deployments) throws SQLException {
        return array("text", deployments.stream().map(BenchDeployment::id).toList());
    }

    private Array array(String type, List<?> values) throws SQLException {
        return connection.createArrayOf(type, values.toArray());
    }

    private static void run(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        statement.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
