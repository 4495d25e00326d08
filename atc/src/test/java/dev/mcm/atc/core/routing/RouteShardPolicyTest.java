package dev.mcm.atc.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.Route;
import dev.mcm.shared.plane.RoutingTable;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class RouteShardPolicyTest {
    private static final Epoch THREE = new Epoch(3);
    private static final SortedMap<DeploymentId, Route> NONE = new TreeMap<>();
    private static final SortedMap<DeploymentId, Route> WANTED =
            new TreeMap<>(
                    Map.of(new DeploymentId("d-0123456789"), new Route(1, 1, 60, 30, List.of())));

    private static ShardOnPlane there(long epoch, long version, Map<DeploymentId, Route> routes) {
        return ShardOnPlane.of(RoutingTable.of(new Epoch(epoch), version, routes));
    }

    private static ShardDecision write(long version, SortedMap<DeploymentId, Route> routes) {
        return new ShardDecision.Write(new RoutingTable(THREE, version, routes));
    }

    @Test
    void aShardIsWrittenOnlyWhenItsRoutesDiffer() {
        assertThat(RouteShardPolicy.decide(WANTED, there(3, 5, WANTED), THREE))
                .isEqualTo(new ShardDecision.Keep());
        assertThat(RouteShardPolicy.decide(WANTED, there(3, 5, NONE), THREE))
                .isEqualTo(write(6, WANTED));
    }

    @Test
    void aNewReignWritesNothingWhereTheRoutesAreTheSame() {
        assertThat(RouteShardPolicy.decide(WANTED, there(2, 5, WANTED), THREE))
                .isEqualTo(new ShardDecision.Keep());
    }

    @Test
    void theEpochIsThatOfTheWriterAndTheVersionGrowsOverEpochs() {
        assertThat(RouteShardPolicy.decide(WANTED, there(2, 5, NONE), THREE))
                .isEqualTo(write(6, WANTED));
        assertThat(RouteShardPolicy.decide(NONE, ShardOnPlane.NOTHING, THREE))
                .isEqualTo(write(1, NONE));
    }

    @Test
    void aTableThatCannotBeReadStillSaysWhatIsOlderThanIt() {
        assertThat(RouteShardPolicy.decide(WANTED, new ShardOnPlane(new Epoch(0), 8, null), THREE))
                .isEqualTo(write(9, WANTED));
        assertThat(RouteShardPolicy.decide(WANTED, new ShardOnPlane(new Epoch(4), 8, null), THREE))
                .isEqualTo(new ShardDecision.Refuse(new Epoch(4)));
    }

    @Test
    void routesOfALaterReignAreNotReplaced() {
        assertThat(RouteShardPolicy.decide(WANTED, there(4, 1, NONE), THREE))
                .isEqualTo(new ShardDecision.Refuse(new Epoch(4)));
        assertThat(RouteShardPolicy.decide(WANTED, there(4, 1, WANTED), THREE))
                .isEqualTo(new ShardDecision.Keep());
    }

    @Test
    void aVersionThatCannotGrowStaysAsHighAsItIs() {
        assertThat(RouteShardPolicy.decide(WANTED, there(3, Long.MAX_VALUE, NONE), THREE))
                .isEqualTo(write(Long.MAX_VALUE, WANTED));
    }
}
