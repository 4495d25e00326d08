package dev.mcm.bench.gns;

import dev.mcm.bench.Bench;
import dev.mcm.bench.Report;
import dev.mcm.bench.Settings;
import dev.mcm.testkit.kafka.EmbeddedKafkaBroker;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.testkit.process.DirectoryTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/// From the answer to a commit in Postgres to a reader of committed records, in a burst of
/// creations. Reference, in turns: a bare transactional producer that gets the same records at the
/// same moments on the same broker, or another build of GNS.
public final class GnsBench implements Bench {
    private static final String PLAIN = "plain";

    @Override
    public String name() {
        return "gns";
    }

    @Override
    public String summary() {
        return "commit to reader through GNS in a burst of creations";
    }

    @Override
    public Settings defaults() {
        return Settings.none()
                .with("rounds", 5)
                .with("creations", 1_500)
                .with("seconds", 9)
                .with("connections", 8)
                .with("reference", PLAIN);
    }

    @Override
    public void run(Settings settings, Report report) throws Exception {
        Path work = Files.createTempDirectory("mcm-bench-gns-");
        try (EmbeddedKafkaBroker kafka =
                EmbeddedKafkaBroker.start(
                        KafkaOptions.keptIn(work.resolve("kafka")).inOwnProcess())) {
            Bursts bursts = new Bursts(settings, kafka.bootstrap());
            Path own = work.resolve("own");
            try (GnsProcess gns = new GnsProcess(own, "own", kafka.bootstrap(), "")) {
                requireFsync(gns.control());
                String reference = settings.text("reference");
                if (reference.equals(PLAIN)) {
                    besidePlain(settings, report, bursts, gns);
                } else {
                    Path directory = work.resolve("other");
                    try (GnsProcess other =
                            new GnsProcess(directory, "other", kafka.bootstrap(), reference)) {
                        besideOther(settings, report, bursts, gns, other);
                    }
                }
            }
        } finally {
            DirectoryTree.delete(work);
        }
    }

    /// The first burst of each warms up.
    private static void besidePlain(Settings settings, Report report, Bursts bursts, GnsProcess gns)
            throws Exception {
        Latencies measured = new Latencies();
        Latencies reference = new Latencies();
        try (PlainReplay plain = new PlainReplay(bursts)) {
            for (int round = 0; round <= settings.count("rounds"); round++) {
                Bursts.Result burst = bursts.through(gns, "g" + round + "x");
                report.progress("burst " + round + ", GNS: " + burst.text());
                Bursts.Result replay = plain.replay(burst);
                report.progress("burst " + round + ", reference: " + replay.text());
                if (round > 0) {
                    measured.add(burst);
                    reference.add(replay);
                }
            }
        }
        measured.report(report, reference);
        report.note("reference: a bare transactional producer, same records at the same moments");
    }

    private static void besideOther(
            Settings settings, Report report, Bursts bursts, GnsProcess gns, GnsProcess other)
            throws Exception {
        Latencies measured = new Latencies();
        Latencies reference = new Latencies();
        for (int round = 0; round <= settings.count("rounds"); round++) {
            Bursts.Result burst = bursts.through(gns, "g" + round + "x");
            report.progress("burst " + round + ", GNS: " + burst.text());
            Bursts.Result others = bursts.through(other, "o" + round + "x");
            report.progress("burst " + round + ", reference: " + others.text());
            if (round > 0) {
                measured.add(burst);
                reference.add(others);
            }
        }
        measured.report(report, reference);
        report.note("reference: GNS of " + settings.text("reference"));
    }

    private static void requireFsync(DataSource postgres) throws SQLException {
        try (Connection connection = postgres.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW fsync")) {
            if (!row.next() || !row.getString(1).equals("on")) {
                throw new IllegalStateException("fsync is off (expected: on)");
            }
        }
    }
}
