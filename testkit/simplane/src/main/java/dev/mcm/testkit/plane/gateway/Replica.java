package dev.mcm.testkit.plane.gateway;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// One pod that serves a deployment. Used on the gateway's scheduler only.
final class Replica {

    private final String uid;
    private final String pod;
    private final Set<GatewayRequest> active = new LinkedHashSet<>();
    private final List<Runnable> whenIdle = new ArrayList<>();
    private boolean ready;
    private boolean dead;

    Replica(String uid, String pod) {
        this.uid = uid;
        this.pod = pod;
    }

    String uid() {
        return uid;
    }

    String pod() {
        return pod;
    }

    /// Takes over what the pod's status says. A pod that died counts again once it has been seen
    /// unready.
    void setReady(boolean wanted) {
        ready = wanted;
        if (!wanted) {
            dead = false;
        }
    }

    boolean isServing() {
        return ready && !dead;
    }

    int load() {
        return active.size();
    }

    void take(GatewayRequest request) {
        active.add(request);
    }

    boolean finish(GatewayRequest request) {
        boolean had = active.remove(request);
        if (active.isEmpty()) {
            runIdle();
        }
        return had;
    }

    /// Marks the pod as dead and returns the requests that died with it.
    List<GatewayRequest> die() {
        dead = true;
        List<GatewayRequest> lost = List.copyOf(active);
        active.clear();
        runIdle();
        return lost;
    }

    void whenIdle(Runnable then) {
        if (active.isEmpty()) {
            then.run();
        } else {
            whenIdle.add(then);
        }
    }

    private void runIdle() {
        List<Runnable> due = List.copyOf(whenIdle);
        whenIdle.clear();
        due.forEach(Runnable::run);
    }
}
