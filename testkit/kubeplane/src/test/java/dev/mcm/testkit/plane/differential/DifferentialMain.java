package dev.mcm.testkit.plane.differential;

import dev.mcm.shared.time.SystemTime;
import dev.mcm.testkit.kube.KubeCluster;
import dev.mcm.testkit.kube.KubeOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/// The long suite and the recorder; see the targets `suite-differential` and `record-differential`
/// of the Makefile.
final class DifferentialMain {

    private static final PrintStream OUT = System.out;
    private static final int SHOWN = 10;
    private static final int SAVED_EVERY = 100;

    /// Sequences in play at a time: each has its own namespaces, and waits most of its time.
    private static final int PLAYERS = 4;

    /// Seeds of long runs that showed a difference, since fixed; recorded so that it stays fixed.
    private static final List<Long> ONCE_DIFFERED = List.of(596L, 711L, 773L, 858L, 934L);

    private static final Future<Duel.Round> DONE =
            CompletableFuture.failedFuture(new IllegalStateException("was counted already"));

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
        SuiteReport found = new SuiteReport(real.version(), commit, from);
        ExecutorService players = Executors.newFixedThreadPool(PLAYERS);
        try {
            List<Future<Duel.Round>> rounds = new ArrayList<>();
            for (long seed = from; seed < from + seeds; seed++) {
                Sequence sequence = Generator.sequence(seed);
                rounds.add(players.submit(() -> duel.play(sequence)));
            }
            for (int i = 0; i < seeds; i++) {
                Comparison comparison = found.add(rounds.set(i, DONE).get());
                if (!comparison.isClean() && found.differing() <= SHOWN) {
                    OUT.println(comparison.text());
                }
                if ((i + 1) % SAVED_EVERY == 0 || i + 1 == seeds) {
                    found.writeTo(report);
                    OUT.println(found.line());
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while playing", interrupted);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("A sequence was not played to its end", failure);
        } finally {
            players.shutdownNow();
        }
        return found.differing() == 0;
    }

    private boolean record(long from, int seeds, Path file) throws IOException {
        List<Recording.Round> rounds = new ArrayList<>();
        List<Long> recorded =
                LongStream.concat(
                                LongStream.range(from, from + seeds),
                                ONCE_DIFFERED.stream().mapToLong(s -> s))
                        .distinct()
                        .boxed()
                        .toList();
        for (long seed : recorded) {
            Sequence sequence = Generator.sequence(seed);
            rounds.add(Recording.round(sequence, duel.play(sequence).transcript()));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        new Recording(real.version(), rounds).writeTo(file);
        OUT.printf(
                "recorded %d seeds of %s: %d bytes%n",
                rounds.size(), real.version(), Files.size(file));
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
