package dev.mcm.atc.loop;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.Plane;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workers of all planes. [#tick] is for one thread, [#offer] for any.
final class Pusher {
    private static final Logger LOG = LoggerFactory.getLogger(Pusher.class);

    private final PusherPorts.Leadership leadership;
    private final PusherPorts ports;
    private final PusherTiming timing;
    private final RouteBook book;
    private final MeterRegistry meters;
    private final Map<PlaneId, PlaneWorker> workers = new ConcurrentHashMap<>();

    Pusher(PusherPorts ports, PusherTiming timing, RouteBook book, MeterRegistry meters) {
        this.leadership = ports.leadership();
        this.ports = ports;
        this.timing = timing;
        this.book = book;
        this.meters = meters;
        for (IdentityState state : IdentityState.values()) {
            Gauge.builder("mcm.atc.planes", this, pusher -> pusher.count(state))
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

    /// Starts and stops workers, so that there is one for each plane while this process leads.
    void tick() throws Exception {
        if (!leadership.leads()) {
            stop();
            return;
        }
        Map<PlaneId, Plane> planes = new ConcurrentHashMap<>();
        leadership.planes().forEach(plane -> planes.put(plane.id(), plane));
        for (PlaneWorker worker : new ArrayList<>(workers.values())) {
            Plane plane = planes.get(worker.plane().id());
            if (plane == null || !sameConnection(plane, worker.plane())) {
                stop(worker);
            }
        }
        for (Plane plane : planes.values()) {
            if (!workers.containsKey(plane.id())) {
                start(plane);
            }
        }
    }

    void stop() {
        new ArrayList<>(workers.values()).parallelStream().forEach(this::stop);
    }

    private void start(Plane plane) throws Exception {
        PlaneWorker worker = new PlaneWorker(plane, ports, timing, book, meters);
        workers.put(plane.id(), worker);
        worker.start();
        LOG.atInfo().addKeyValue("plane", plane.id()).log("plane worker started");
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

    private static boolean sameConnection(Plane one, Plane other) {
        return one.apiUrl().equals(other.apiUrl())
                && one.credentialsRef().equals(other.credentialsRef());
    }
}
