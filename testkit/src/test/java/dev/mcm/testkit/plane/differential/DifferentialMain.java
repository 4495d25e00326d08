package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.kube.KubeOptions;
import dev.mcm.testkit.plane.store.Trees;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The long suite and the recorder; see the targets `suite-differential` and `record-differential`
/// of the Makefile.
final class DifferentialMain {

    private static final PrintStream OUT = System.out;
    private static final int SHOWN = 10;

    private final RealServer real;
    private final Duel duel;

    private DifferentialMain(RealServer real, BarePlane plane) {
        this.real = real;
        String run =
                Long.toString(SystemTime.SYSTEM.instant().getEpochSecond(), Character.MAX_RADIX);
        duel = new Duel(real.exchange(), plane.exchange(), run);
    }

    /// `suite FROM SEEDS REPORT COMMIT`, `record FROM SEEDS FILE` or `shrink SEED`.
    public static void main(String[] args) throws IOException {
        boolean good;
        try (KubeCluster cluster = KubeCluster.start(KubeOptions.apiServerOnly("differential"));
                RealServer real = new RealServer(cluster);
                BarePlane plane = BarePlane.start()) {
            DifferentialMain main = new DifferentialMain(real, plane);
            good =
                    switch (args[0]) {
                        case "suite" ->
                                main.suite(
                                        Long.parseLong(args[1]),
                                        Integer.parseInt(args[2]),
                                        Path.of(args[3]),
                                        args[4]);
                        case "record" ->
                                main.record(
                                        Long.parseLong(args[1]),
                                        Integer.parseInt(args[2]),
                                        Path.of(args[3]));
                        case "shrink" -> main.shrink(Long.parseLong(args[1]));
                        default ->
                                throw new IllegalArgumentException(
                                        args[0] + " (expected: suite, record or shrink)");
                    };
        }
        System.exit(good ? 0 : 1);
    }

    private boolean suite(long from, int seeds, Path report, String commit) throws IOException {
        Coverage coverage = new Coverage();
        Map<ListedDifference, Integer> listed = new EnumMap<>(ListedDifference.class);
        List<Long> differing = new ArrayList<>();
        for (long seed = from; seed < from + seeds; seed++) {
            Duel.Round round = duel.play(Generator.sequence(seed));
            coverage.add(round.comparison(), round.transcript());
            round.comparison().listed().forEach((l, n) -> listed.merge(l, n, Integer::sum));
            if (!round.comparison().isClean()) {
                differing.add(seed);
                if (differing.size() <= SHOWN) {
                    OUT.println(round.comparison().text());
                }
            }
        }
        ObjectNode json = Trees.object().put("suite", "differential").put("commit", commit);
        json.put("apiServer", real.version());
        json.put("from", from).put("seeds", seeds).put("seedsThatDiffer", differing.size());
        differing.forEach(json.withArray("differing")::add);
        ObjectNode met = json.putObject("listedDifferencesMet");
        listed.forEach((l, n) -> met.put(l.id(), n));
        json.setAll(coverage.json());
        Files.createDirectories(report.toAbsolutePath().getParent());
        Files.writeString(report, json.toPrettyString() + "\n", StandardCharsets.UTF_8);
        OUT.printf(
                "differential: %d seeds, %d requests, %d seeds with unlisted differences; %s%n",
                seeds, coverage.total(), differing.size(), report);
        return differing.isEmpty();
    }

    private boolean record(long from, int seeds, Path file) throws IOException {
        List<Recording.Round> rounds = new ArrayList<>();
        for (long seed = from; seed < from + seeds; seed++) {
            Sequence sequence = Generator.sequence(seed);
            rounds.add(Recording.round(sequence, duel.play(sequence).transcript()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        new Recording(real.version(), rounds).writeTo(file);
        OUT.printf("recorded %d seeds of %s: %d bytes%n", seeds, real.version(), Files.size(file));
        return true;
    }

    /// Prints the fewest requests of a seed that still show a difference.
    private boolean shrink(long seed) {
        int[] attempts = {0};
        Sequence fewest =
                Shrinker.shrink(
                        Generator.sequence(seed),
                        s -> !duel.play(s, "t" + attempts[0]++).comparison().isClean());
        OUT.println(duel.play(fewest, "t" + attempts[0]).comparison().text());
        return true;
    }
}
