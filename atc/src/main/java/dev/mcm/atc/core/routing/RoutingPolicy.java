package dev.mcm.atc.core.routing;

import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Where the requests of a deployment go. In this order, the first that names any plane:
///
/// 1. planes where replicas are placed and ready, by the number of ready ones;
/// 2. planes where replicas are ready that are placed no longer: a move in which the new ones are
///    not ready yet;
/// 3. planes where replicas are placed: requests wait there until one is ready;
/// 4. one plane, the same as long as the planes are the same: a deployment at zero, whose first
///    request waits there and wakes it.
public final class RoutingPolicy {
    private RoutingPolicy() {}

    /// @param planes all planes, by id
    /// @param queueSeconds how long a request may wait for a free replica
    public static Route route(
            RoutedDeployment deployment, Map<PlaneId, RoutedPlane> planes, int queueSeconds) {
        List<Serving> usable = usable(deployment, planes);
        List<RouteTarget> targets =
                Stream.of(
                                targets(usable, at -> at.placed() > 0 ? at.ready() : 0),
                                targets(usable, RoutedReplicas::ready),
                                targets(usable, RoutedReplicas::placed),
                                waitingRoom(deployment, planes))
                        .filter(candidates -> !candidates.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        return new Route(
                deployment.pushVersion(),
                deployment.concurrency(),
                queueSeconds,
                deployment.longestRequestSeconds(),
                targets);
    }

    /// Replicas and the plane they are on.
    private record Serving(RoutedPlane plane, RoutedReplicas at) {}

    private static List<Serving> usable(
            RoutedDeployment deployment, Map<PlaneId, RoutedPlane> planes) {
        List<Serving> usable = new ArrayList<>();
        for (RoutedReplicas at : deployment.replicas()) {
            @Nullable RoutedPlane plane = planes.get(at.plane());
            if (plane != null && !plane.lost()) {
                usable.add(new Serving(plane, at));
            }
        }
        return usable;
    }

    private static List<RouteTarget> targets(
            List<Serving> usable, ToIntFunction<RoutedReplicas> weight) {
        return usable.stream()
                .filter(serving -> weight.applyAsInt(serving.at()) > 0)
                .sorted(Comparator.comparing(serving -> serving.plane().id()))
                .map(serving ->
                        new RouteTarget(
                                serving.plane().id(),
                                weight.applyAsInt(serving.at()),
                                serving.plane().gateway()))
                .toList();
    }

    /// Highest hash of deployment and plane wins: when a plane comes or goes, only the deployments
    /// that it wins or had change.
    private static List<RouteTarget> waitingRoom(
            RoutedDeployment deployment, Map<PlaneId, RoutedPlane> planes) {
        return planes.values().stream()
                .filter(plane -> !plane.lost() && deployment.allows(plane))
                .max(
                        Comparator.comparing(RoutedPlane::live)
                                .thenComparingLong(plane -> score(deployment, plane))
                                .thenComparing(RoutedPlane::id))
                .map(plane -> List.of(new RouteTarget(plane.id(), 1, plane.gateway())))
                .orElse(List.of());
    }

    private static long score(RoutedDeployment deployment, RoutedPlane plane) {
        return Integer.toUnsignedLong(mixed(Fnv1a.hash32(plane.id() + "/" + deployment.id())));
    }

    /// Final step of MurmurHash3: FNV alone spreads texts that differ little too unevenly to be
    /// compared.
    private static int mixed(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }
}
