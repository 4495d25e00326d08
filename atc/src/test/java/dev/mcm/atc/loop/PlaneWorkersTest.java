package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static dev.mcm.atc.loop.LoopWorld.workload;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.atc.port.PlaneApi;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.time.SystemTime;
import dev.mcm.shared.time.Waiting;
import dev.mcm.state.plane.Plane;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Which planes have a worker.
final class PlaneWorkersTest {
    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final FakeDatabase database = new FakeDatabase();
    private final Map<String, FakePlaneApi> apis = new ConcurrentHashMap<>();
    private final List<String> opened = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private volatile Optional<Epoch> reign = Optional.of(new Epoch(1));
    private final PlaneWorkers workers =
            new PlaneWorkers(
                    database.ports(() -> reign, this::open),
                    new PusherSettings(
                            SystemTime.SYSTEM,
                            Duration.ofMillis(30),
                            Duration.ofMinutes(1),
                            RemovalPolicy.DEFAULT),
                    new RouteBook(() -> reign),
                    registry);

    @AfterEach
    void stop() {
        workers.stop();
    }

    private PlaneApi open(Plane plane) {
        opened.add(plane.id().value());
        if (plane.id().value().startsWith("broken")) {
            throw new IllegalStateException("no kubeconfig");
        }
        return apis.computeIfAbsent(plane.id().value(), _ -> new FakePlaneApi());
    }

    private double known() {
        return registry.get("mcm.atc.planes").tag("identity", "KNOWN").gauge().value();
    }

    @Test
    void everyPlaneHasAWorkerWhileThisProcessLeads() throws Exception {
        database.plane("p1");
        database.plane("p2");

        workers.tick();
        workers.tick();

        assertThat(opened).containsExactly("p1", "p2");
        Waiting.until("both to be known", LIMIT, () -> known() == 2);
        reign = Optional.empty();
        workers.tick();
        assertThat(known()).isZero();
    }

    @Test
    void aNewReignStartsAfresh() {
        database.plane("p1");
        workers.tick();
        reign = Optional.of(new Epoch(2));

        workers.tick();

        assertThat(opened).containsExactly("p1", "p1");
    }

    @Test
    void aDeploymentIsOfferedToItsPlaneOnly() throws Exception {
        database.plane("p1");
        database.plane("p2");
        workers.tick();
        database.place(id(1), "p1", 1);
        database.place(id(1), "p2", 1);

        workers.offer(database.allPlanes().getFirst().id(), id(1));

        Waiting.until("the push", LIMIT, () -> apis.get("p1").peek(workload(id(1))).isPresent());
        assertThat(workers.whyNotAlive()).isEmpty();
    }

    @Test
    void aPlaneWhoseWorkerCannotStartIsNamedAndKeepsNoOtherWaiting() {
        database.plane("broken");
        database.plane("p1");

        assertThatThrownBy(workers::tick).hasMessageContaining("broken");

        assertThat(opened).containsExactly("broken", "p1");
        assertThatThrownBy(workers::tick).hasMessageContaining("broken");
        assertThat(opened).containsExactly("broken", "p1", "broken");
    }
}
