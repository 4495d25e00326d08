package dev.mcm.atc.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RouteTarget;
import dev.mcm.type.v1.PlacementPolicy;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

final class RoutingPolicyTest {
    private final Map<PlaneId, RoutedPlane> planes = new HashMap<>();

    RoutingPolicyTest() {
        plane("aws-1", "us-east-1", true, false);
        plane("gcp-1", "us-west-4", true, false);
        plane("lost-1", "us-east-1", false, true);
    }

    @Test
    void weightsFollowTheReadyReplicas() {
        assertThat(targets(at("aws-1", 7, 7), at("gcp-1", 5, 3)))
                .containsExactly("aws-1=7", "gcp-1=3");
    }

    @Test
    void aPlaneWithoutReadyReplicasIsLeftOut() {
        assertThat(targets(at("aws-1", 7, 0), at("gcp-1", 5, 3))).containsExactly("gcp-1=3");
    }

    @Test
    void replicasThatAreLeavingServeOnlyUntilTheNewOnesAreReady() {
        assertThat(targets(at("aws-1", 0, 2), at("gcp-1", 2, 0))).containsExactly("aws-1=2");
        assertThat(targets(at("aws-1", 0, 2), at("gcp-1", 2, 1))).containsExactly("gcp-1=1");
    }

    @Test
    void whereNoneIsReadyRequestsWaitWhereReplicasArePlaced() {
        assertThat(targets(at("gcp-1", 2, 0))).containsExactly("gcp-1=2");
    }

    @Test
    void nothingIsSentToALostPlane() {
        assertThat(targets(at("lost-1", 4, 4), at("aws-1", 1, 1))).containsExactly("aws-1=1");
    }

    @Test
    void aDeploymentAtZeroWaitsOnOnePlaneAlwaysTheSame() {
        List<String> first = targets();

        assertThat(first).hasSize(1).isSubsetOf("aws-1=1", "gcp-1=1");
        assertThat(targets()).isEqualTo(first);
    }

    @Test
    void aDeploymentAtZeroNeverWaitsWhereItMayNotRun() {
        PlacementPolicy west = PlacementPolicy.newBuilder().addRequiredRegions("us-west-4").build();
        for (int i = 0; i < 20; i++) {
            RoutedDeployment deployment =
                    new RoutedDeployment(
                            new DeploymentId("d-00000000" + (10 + i)),
                            "acme",
                            1,
                            30,
                            List.of(),
                            west,
                            List.of(),
                            0);
            assertThat(names(RoutingPolicy.route(deployment, planes, 60)))
                    .containsExactly("gcp-1=1");
        }
        PlacementPolicy none =
                PlacementPolicy.newBuilder()
                        .addDeniedPlanes("aws-1")
                        .addDeniedPlanes("gcp-1")
                        .build();
        assertThat(names(RoutingPolicy.route(deployment(none), planes, 60))).isEmpty();
    }

    @Test
    void aDeploymentAtZeroNeverWaitsOnAPlaneThatIsReservedForOthers() {
        planes.clear();
        plane("theirs", "eu", List.of("bolt"), true, false);
        assertThat(route()).isEmpty();

        plane("ours", "eu", List.of("bolt", "acme"), true, false);
        assertThat(route()).containsExactly("ours=1");
    }

    private List<String> route() {
        RoutedDeployment waiting = deployment(PlacementPolicy.getDefaultInstance());
        return names(RoutingPolicy.route(waiting, planes, 60));
    }

    @Test
    void aPlaneThatComesTakesOnlySomeOfTheWaitingDeployments() {
        Map<PlaneId, RoutedPlane> before = Map.copyOf(planes);
        plane("new-1", "eu", true, false);
        int moved = 0;
        for (int i = 100; i < 400; i++) {
            RoutedDeployment deployment =
                    new RoutedDeployment(
                            new DeploymentId("d-0000000" + i),
                            "acme",
                            1,
                            30,
                            List.of(),
                            PlacementPolicy.getDefaultInstance(),
                            List.of(),
                            0);
            List<String> was = names(RoutingPolicy.route(deployment, before, 60));
            List<String> is = names(RoutingPolicy.route(deployment, planes, 60));
            if (!was.equals(is)) {
                moved++;
                assertThat(is).containsExactly("new-1=1");
            }
        }
        assertThat(moved).isBetween(50, 150);
    }

    @Test
    void theRouteCarriesTheDeploymentsLimits() {
        Route route =
                RoutingPolicy.route(
                        deployment(PlacementPolicy.getDefaultInstance(), at("aws-1", 1, 1)),
                        planes,
                        60);

        assertThat(route)
                .isEqualTo(
                        new Route(
                                9,
                                4,
                                60,
                                30,
                                List.of(
                                        new RouteTarget(
                                                new PlaneId("aws-1"),
                                                1,
                                                URI.create("http://aws-1")))));
    }

    @Test
    void everyRouteIsInTheShardThatTheGatewaysLookIn() {
        Map<DeploymentId, Route> routes = new HashMap<>();
        for (int i = 100; i < 300; i++) {
            routes.put(new DeploymentId("d-0000000" + i), new Route(1, 1, 60, 30, List.of()));
        }

        List<SortedMap<DeploymentId, Route>> shards = RouteShardPolicy.cut(routes);

        assertThat(shards).hasSize(64);
        assertThat(shards.stream().mapToInt(Map::size).sum()).isEqualTo(200);
        routes.keySet()
                .forEach(id -> assertThat(shards.get(PlaneNames.routeShard(id))).containsKey(id));
    }

    private List<String> targets(RoutedReplicas... replicas) {
        return names(
                RoutingPolicy.route(
                        deployment(PlacementPolicy.getDefaultInstance(), replicas), planes, 60));
    }

    private static List<String> names(Route route) {
        return route.targets().stream()
                .map(target -> target.plane() + "=" + target.weight())
                .toList();
    }

    private static RoutedDeployment deployment(PlacementPolicy policy, RoutedReplicas... replicas) {
        return new RoutedDeployment(
                new DeploymentId("d-0123456789"),
                "acme",
                4,
                30,
                List.of(),
                policy,
                List.of(replicas),
                9);
    }

    private static RoutedReplicas at(String plane, int placed, int ready) {
        return new RoutedReplicas(new PlaneId(plane), placed, ready);
    }

    private void plane(String id, String region, boolean live, boolean lost) {
        plane(id, region, List.of(), live, lost);
    }

    private void plane(
            String id, String region, List<String> organizations, boolean live, boolean lost) {
        PlaneId plane = new PlaneId(id);
        URI gateway = URI.create("http://" + id);
        planes.put(
                plane, new RoutedPlane(plane, "any", region, organizations, gateway, live, lost));
    }
}
