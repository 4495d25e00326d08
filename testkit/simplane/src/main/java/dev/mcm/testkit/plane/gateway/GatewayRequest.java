package dev.mcm.testkit.plane.gateway;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.time.TaskScheduler.Cancellable;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiConsumer;

/// One request on its way through the gateway. Belongs to the gateway's scheduler from its arrival
/// on.
final class GatewayRequest {

    private final String deployment;
    private final Duration serviceTime;
    private final boolean hopped;
    private final BiConsumer<GatewayRequest, Reply> replyTo;
    private final Set<PlaneId> unreachable = new HashSet<>();
    private Cancellable timer = () -> {};
    private boolean over;

    /// @param serviceTime how long the simulated model works on it
    /// @param hopped whether another gateway forwarded it
    /// @param replyTo gets each reply; a forward may be followed by another one
    GatewayRequest(
            String deployment,
            Duration serviceTime,
            boolean hopped,
            BiConsumer<GatewayRequest, Reply> replyTo) {
        this.deployment = deployment;
        this.serviceTime = serviceTime;
        this.hopped = hopped;
        this.replyTo = replyTo;
    }

    String deployment() {
        return deployment;
    }

    Duration serviceTime() {
        return serviceTime;
    }

    boolean isHopped() {
        return hopped;
    }

    Set<PlaneId> unreachable() {
        return unreachable;
    }

    /// Sets what happens next by itself, in place of what was set before.
    void timer(Cancellable next) {
        timer.cancel();
        timer = next;
    }

    boolean isOver() {
        return over;
    }

    /// Ends it without a reply: the client has gone, or the reply is given elsewhere.
    void drop() {
        over = true;
        timer.cancel();
    }

    void reply(Reply reply) {
        if (!over) {
            timer.cancel();
            over = !(reply instanceof Reply.Forward);
            replyTo.accept(this, reply);
        }
    }
}
