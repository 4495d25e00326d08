package dev.mcm.atc.loop;

import dev.mcm.atc.port.PusherPorts;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.lifecycle.Liveness;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import dev.mcm.type.v1.PushState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of all planes. [#tick] is for one thread, [#offer] for any.
final class PlaneWorkers implements Liveness {
    private static final Logger LOG = LoggerFactory.getLogger(PlaneWorkers.class);

    /// No probe takes nearly as long.
    private static final Duration PROBE_TAKES = Duration.ofSeconds(10);

    private final PusherPorts ports;
    private final PusherSettings settings;
    private final RouteBook book;
    private final MeterRegistry meters;
    private final PushStates states;
    private final Map<PlaneId, PlaneWorker> workers = new ConcurrentHashMap<>();
    private @Nullable Epoch reign;

    PlaneWorkers(PusherPorts ports, PusherSettings settings, RouteBook book, MeterRegistry meters) {
        this.ports = ports;
        this.settings = settings;
        this.book = book;
        this.meters = meters;
        this.states = new PushStates(ports.states(), settings.time());
        for (IdentityState state : IdentityState.values()) {
            Gauge.builder("mcm.atc.planes", this, all -> all.count(state))
                    .description("Planes that this instance serves, by which cluster answers")
                    .tag("identity", state.name())
                    .register(meters);
        }
    }

    private long count(IdentityState state) {
        return workers.values().stream().filter(worker -> worker.identity() == state).count();
    }

    /// Something about the deployment on the plane may have changed.
    void offer(PlaneId plane, DeploymentId deployment) {
        PlaneWorker worker = workers.get(plane);
        if (worker != null) {
            worker.offer(deployment);
        }
    }

    /// Something about the deployment itself may have changed.
    void offerWhereKnown(DeploymentId deployment) {
        workers.values().forEach(worker -> worker.offerIfKnown(deployment));
    }

    /// Starts and stops workers, so that there is one for each plane while this process leads. What
    /// a worker knows of its plane holds for one reign: afterwards another may have been there.
    ///
    /// @throws IllegalStateException when workers of some planes do not start; the others do
    void tick() {
        @Nullable Epoch now = ports.leadership().reign().orElse(null);
        if (!Objects.equals(now, reign)) {
            stop();
            reign = now;
        }
        if (now == null) {
            return;
        }
        Map<PlaneId, Plane> planes = new TreeMap<>();
        ports.planes().all().forEach(plane -> planes.put(plane.id(), plane));
        stop(
                workers.values().stream()
                        .filter(worker -> !isWanted(worker.plane(), planes))
                        .toList());
        List<PlaneId> failed =
                planes.values().stream()
                        .filter(plane -> !workers.containsKey(plane.id()) && !start(plane))
                        .map(Plane::id)
                        .toList();
        if (!failed.isEmpty()) {
            throw new IllegalStateException("no worker for planes " + failed);
        }
    }

    /// Says which planes are probed, so that whoever decides knows how old a probe's word is.
    void sayProbing() {
        Instant since =
                settings.time().instant().minus(settings.probeInterval()).minus(PROBE_TAKES);
        List<PlaneId> probed =
                workers.values().stream()
                        .filter(worker -> worker.hasProbedSince(since))
                        .map(worker -> worker.plane().id())
                        .sorted()
                        .toList();
        if (!probed.isEmpty()) {
            ports.probes().probing(probed);
        }
    }

    /// Writes what is known of the planes, where it is time to.
    void writeStates() {
        Map<PlaneId, PushState> now = new TreeMap<>();
        workers.forEach((plane, worker) -> now.put(plane, worker.state()));
        states.write(now);
    }

    void stop() {
        stop(List.copyOf(workers.values()));
    }

    /// Names the plane and the part of its worker that makes no progress.
    @Override
    public Optional<String> whyNotAlive() {
        for (PlaneWorker worker : workers.values()) {
            Optional<String> why = worker.whyNotAlive();
            if (why.isPresent()) {
                return why.map(reason -> "plane " + worker.plane().id() + ", " + reason);
            }
        }
        return Optional.empty();
    }

    private boolean start(Plane plane) {
        try {
            PlaneWorker worker = new PlaneWorker(plane, ports, settings, book, meters);
            worker.start();
            workers.put(plane.id(), worker);
            LOG.atInfo().addKeyValue("plane", plane.id()).log("plane worker started");
            return true;
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("plane", plane.id())
                    .setCause(e)
                    .log("plane worker did not start");
            return false;
        }
    }

    /// All at once: each may wait for a plane that is slow to answer.
    private void stop(List<PlaneWorker> unwanted) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            unwanted.forEach(worker -> threads.execute(() -> stop(worker)));
        }
    }

    private void stop(PlaneWorker worker) {
        workers.remove(worker.plane().id());
        try {
            worker.stop();
        } catch (Exception e) {
            LOG.atWarn()
                    .addKeyValue("plane", worker.plane().id())
                    .setCause(e)
                    .log("plane worker did not stop");
        }
    }

    private static boolean isWanted(Plane worked, Map<PlaneId, Plane> planes) {
        Plane plane = planes.get(worked.id());
        return plane != null && sameConnection(plane, worked);
    }

    private static boolean sameConnection(Plane one, Plane other) {
        return one.apiUrl().equals(other.apiUrl())
                && one.credentialsRef().equals(other.credentialsRef());
    }
}
