package dev.mcm.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.scheduler.core.PlaneFacts;
import dev.mcm.scheduler.core.SchedulerPlan;
import dev.mcm.scheduler.core.SchedulerPolicy;
import dev.mcm.scheduler.core.SchedulerSnapshot;
import dev.mcm.scheduler.loop.SchedulerRound;
import dev.mcm.scheduler.port.SchedulerStore;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.state.plane.Hearing;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneLiveness;
import dev.mcm.state.plane.PlaneProbe;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SchedulerMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ManualTime time = new ManualTime(Instant.parse("2026-11-30T00:00:00Z"));
    private Optional<Epoch> reign = Optional.of(new Epoch(1));

    @Test
    void gaugesOfAFormerLeaderDoNotStandStill() {
        SchedulerRound round = round(List.of(plane("a", true), plane("b", false)));
        round.run();
        assertThat(gauge("mcm.scheduler.pending")).isZero();
        assertThat(planes("live")).isEqualTo(1);

        reign = Optional.empty();
        round.run();

        assertThat(gauge("mcm.scheduler.pending")).isNaN();
        assertThat(gauge("mcm.scheduler.deployments")).isNaN();
        assertThat(planes("live")).isNaN();
        assertThat(gauge("mcm.scheduler.planes.braked")).isNaN();
    }

    @Test
    void planesThatVanishTogetherAreCountedAsBraked() {
        round(List.of(plane("a", false), plane("b", false), plane("c", true))).run();

        assertThat(gauge("mcm.scheduler.planes.braked")).isEqualTo(2);
        assertThat(planes("unknown")).isEqualTo(2);
        assertThat(planes("lost")).isZero();
    }

    @Test
    void onePlaneThatVanishesIsLost() {
        round(List.of(plane("a", false), plane("b", true), plane("c", true))).run();

        assertThat(planes("lost")).isEqualTo(1);
        assertThat(planes("unknown")).isZero();
        assertThat(gauge("mcm.scheduler.planes.braked")).isZero();
    }

    private double planes(String state) {
        return meters.get("mcm.scheduler.planes").tag("state", state).gauge().value();
    }

    private double gauge(String name) {
        return meters.get(name).gauge().value();
    }

    private PlaneFacts plane(String id, boolean up) {
        PlaneId plane = new PlaneId(id);
        Instant since = time.instant().minus(Duration.ofHours(1));
        return new PlaneFacts(
                plane,
                "aws",
                "r",
                false,
                false,
                IdentityState.KNOWN,
                new PlaneLiveness(
                        plane, up ? Hearing.LIVE : Hearing.SILENT, new Epoch(1), since, "", true),
                new PlaneProbe(plane, up, "", since),
                null,
                List.of());
    }

    private SchedulerRound round(List<PlaneFacts> planes) {
        return new SchedulerRound(
                new Planes(planes, time),
                SchedulerPolicy.DEFAULT,
                () -> reign,
                time,
                new SchedulerMetrics(meters));
    }

    private record Planes(List<PlaneFacts> all, ManualTime time) implements SchedulerStore {
        @Override
        public SchedulerSnapshot read() {
            return new SchedulerSnapshot(all, List.of());
        }

        @Override
        public Instant readAt() {
            return time.instant();
        }

        @Override
        public void write(SchedulerPlan plan, Instant now, Runnable written) {
            assertThat(plan.planeStates()).hasSize(all.size());
            written.run();
        }
    }
}
