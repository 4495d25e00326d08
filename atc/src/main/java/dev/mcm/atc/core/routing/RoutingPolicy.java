package dev.mcm.atc.core.routing;

import dev.mcm.shared.hash.Fnv1a;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

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
        List<RoutedReplicas> usable =
                deployment.replicas().stream()
                        .filter(at ->
                                planes.containsKey(at.plane()) && !planes.get(at.plane()).lost())
                        .toList();
        List<RouteTarget> targets =
                Stream.of(
                                targets(usable, planes, at -> at.placed() > 0 ? at.ready() : 0),
                                targets(usable, planes, RoutedReplicas::ready),
                                targets(usable, planes, RoutedReplicas::placed),
                                waitingRoom(deployment, planes))
                        .filter(candidates -> !candidates.isEmpty())
                        .findFirst()
                        .orElse(List.of());
        return new Route(
                deployment.version(),
                deployment.concurrency(),
                queueSeconds,
                deployment.longestRequestSeconds(),
                targets);
    }

    private static List<RouteTarget> targets(
            List<RoutedReplicas> replicas,
            Map<PlaneId, RoutedPlane> planes,
            ToIntFunction<RoutedReplicas> weight) {
        return replicas.stream()
                .filter(at -> weight.applyAsInt(at) > 0)
                .sorted(Comparator.comparing(RoutedReplicas::plane))
                .map(at ->
                        new RouteTarget(
                                at.plane(),
                                weight.applyAsInt(at),
                                planes.get(at.plane()).gateway()))
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
