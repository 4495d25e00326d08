package dev.mcm.bench.scheduler;

import dev.mcm.bench.Report;
import dev.mcm.bench.Rounds;
import dev.mcm.bench.Settings;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Decisions one by one, then at rising rates, each beside the reference.
final class RatePhase {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int FRAMES = 12;
    private static final double NANOS = 1e9;

    private final SchedulerRig rig;
    private final SchedulerProcess scheduler;
    private final OpenLoop changes;
    private final Settings settings;
    private final Report report;

    RatePhase(
            SchedulerRig rig,
            SchedulerProcess scheduler,
            OpenLoop changes,
            Settings settings,
            Report report) {
        this.rig = rig;
        this.scheduler = scheduler;
        this.changes = changes;
        this.settings = settings;
        this.report = report;
    }

    /// One change after the other, each when the one before is answered.
    ///
    /// @return processor time of the Scheduler for each decision that changed a count of
    ///   placements, in ms; all that it does meanwhile, reading what planes report too, is in it
    double oneByOne(int count) throws Exception {
        RateWindow window = rig.ledger().begin();
        double before = scheduler.cpuMs();
        for (int i = 0; i < count; i++) {
            changes.one();
            Waiting.pause(PAUSE);
        }
        return (scheduler.cpuMs() - before) / Math.max(1, window.decisions());
    }

    /// @return processor time of the Scheduler for a decision, in ms
    double unloaded() throws Exception {
        SchedulerProcess.Spending before = scheduler.spending();
        double cpu = oneByOne(settings.count("unloaded-changes"));
        RateWindow window = rig.ledger().window();
        report.progress("unloaded: " + scheduler.spending().since(before));
        report.note("unloaded: " + scheduler.spending().since(before));
        report.figure("p99_unloaded_ms", figure(window.p99Millis()), null, "ms");
        report.figure("p50_unloaded_ms", figure(window.percentileMillis(0.5)), null, "ms");
        return cpu;
    }

    /// Its code is compiled before anything is measured: what it does first is many times as slow.
    void warmUp() throws Exception {
        oneByOne(settings.count("warm-up"));
        changes.run(
                settings.count("warm-up-rate"), Duration.ofSeconds(settings.count("warm-up-s")));
        changes.awaitSettled();
    }

    void rates(PlainUpserts reference) throws Exception {
        RateSearch search =
                new RateSearch(
                        settings.count("p99-ms"),
                        settings.count("first-rate"),
                        settings.count("most-rate"));
        RateSearch.Outcome outcome =
                search.run((rate, whole) -> trial(rate, whole ? "hold" : "probe", reference));
        List<RateSearch.Trial> held = outcome.held();
        double rate = held.isEmpty() ? 0 : held.getFirst().rate();
        RateSearch.Trial beside = held.isEmpty() ? outcome.fastest() : held.getFirst();
        report.figure("decisions_per_s", figure(rate), figure(beside.reference()), "1/s");
        report.figure("ratio_vs_jdbc", figure(rate / beside.reference()), null, "");
        RateSearch.Trial fastest = outcome.fastest();
        report.figure(
                "fastest_per_s", figure(fastest.decided()), figure(fastest.reference()), "1/s");
        report.figure(
                "fastest_ratio_vs_jdbc", figure(fastest.decided() / fastest.reference()), null, "");
        if (held.isEmpty()) {
            report.note(
                    "no rate was held with p99 <= "
                            + settings.text("p99-ms")
                            + " ms: decisions_per_s is 0, its reference that of fastest_per_s");
        }
        profile(Math.max(rate, fastest.decided()));
    }

    private RateSearch.Trial trial(double rate, String kind, PlainUpserts reference)
            throws Exception {
        Duration length =
                Duration.ofSeconds(settings.count(kind.equals("hold") ? "hold-s" : "probe-s"));
        SchedulerProcess.Spending before = scheduler.spending();
        double cpuBefore = scheduler.cpuMs();
        long start = SystemTime.SYSTEM.nanoTime();
        RateWindow window = changes.run(rate, length);
        int decided = window.decisions();
        double seconds = (SystemTime.SYSTEM.nanoTime() - start) / NANOS;
        double cpu = (scheduler.cpuMs() - cpuBefore) / Math.max(1, decided);
        String spent = scheduler.spending().since(before);
        changes.awaitSettled();
        rig.health().requireAll();
        double plain =
                reference.perSecond(
                        (int) Math.max(1, Math.round(window.decisionsACommit())),
                        Duration.ofSeconds(settings.count("reference-s")));
        report.progress(
                "%s %.0f/s for %.0f s: %d changes, p50 %.0f ms, p99 %.0f ms, %.0f decided/s of %.2f ms processor time, %.1f a commit, JDBC %.0f/s; %s"
                        .formatted(
                                kind,
                                rate,
                                seconds,
                                window.offeredCount(),
                                window.percentileMillis(0.5),
                                window.p99Millis(),
                                decided / seconds,
                                cpu,
                                window.decisionsACommit(),
                                plain,
                                spent));
        return new RateSearch.Trial(rate, window.p99Millis(), decided / seconds, plain);
    }

    /// Where its time goes at about the rate that it can do.
    private void profile(double rate) throws Exception {
        Path recording = Files.createTempFile("mcm-bench-", ".jfr");
        scheduler.startRecording();
        SchedulerProcess.Spending before = scheduler.spending();
        changes.run(Math.max(1, rate), Duration.ofSeconds(settings.count("profile-s")));
        String spent = scheduler.spending().since(before);
        scheduler.stopRecording(recording);
        changes.awaitSettled();
        report.note("profile at %.0f/s: %s".formatted(rate, spent));
        report.note("profile, " + SampledFrames.of(recording).text(FRAMES));
        Files.delete(recording);
    }

    static Rounds figure(double value) {
        List<Double> one = new ArrayList<>();
        one.add(value);
        return new Rounds(one);
    }
}
