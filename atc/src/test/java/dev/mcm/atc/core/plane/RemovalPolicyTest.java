package dev.mcm.atc.core.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.id.DeploymentId;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RemovalPolicyTest {
    private static final RemovalPolicy POLICY = RemovalPolicy.DEFAULT;

    private static DeploymentId id(int number) {
        return new DeploymentId("d-%010d".formatted(number));
    }

    /// So many leftovers, three of a deployment, the rest of one more.
    private static SortedMap<DeploymentId, Integer> leftovers(int objects) {
        SortedMap<DeploymentId, Integer> all = new TreeMap<>();
        for (int left = objects; left > 0; left -= 3) {
            all.put(id(left), Math.min(3, left));
        }
        return all;
    }

    private static RemovalDecision decide(int objects, Map<DeploymentId, Integer> leftovers) {
        return POLICY.decide(new RemovalPolicy.Found(objects, leftovers, 0), Set.of(), Map.of());
    }

    @ParameterizedTest
    @CsvSource({
        "   0,  0, false",
        "   3,  3, false", // a plane with nothing else: one deployment may go
        "   4,  4, true",
        "  10,  3, false", // 30 %, and no more than three
        "  20,  4, false", // 20 %, not more
        "  19,  4, true",
        "1000, 200, false",
        "1000, 201, true",
        "1000, 1000, true",
    })
    void moreThanAShareOfThePlaneAndMoreThanAFewAreHeld(int objects, int unasked, boolean held) {
        SortedMap<DeploymentId, Integer> leftovers = leftovers(unasked);

        RemovalDecision decision = decide(objects, leftovers);

        assertThat(decision.held()).isEqualTo(held ? leftovers : Map.of());
        assertThat(decision.going()).isEqualTo(held ? Set.of() : leftovers.keySet());
    }

    /// A plane that was lost while its deployments were deleted.
    @Test
    void whatWasDeletedGoesHoweverMuchItIs() {
        SortedMap<DeploymentId, Integer> leftovers = leftovers(3000);

        RemovalDecision decision =
                POLICY.decide(
                        new RemovalPolicy.Found(3000, leftovers, 0), leftovers.keySet(), Map.of());

        assertThat(decision.held()).isEmpty();
        assertThat(decision.going()).isEqualTo(leftovers.keySet());
    }

    @Test
    void whatWasDeletedGoesAlsoBesideWhatIsHeld() {
        RemovalDecision decision =
                POLICY.decide(
                        new RemovalPolicy.Found(20, Map.of(id(1), 3, id(2), 3, id(3), 3), 0),
                        Set.of(id(1)),
                        Map.of());

        assertThat(decision.going()).containsExactly(id(1));
        assertThat(decision.held()).containsOnlyKeys(id(2), id(3));
    }

    @Test
    void aReleaseIsForTheDeploymentsAndObjectsThatWereShownAndForNoOthers() {
        SortedMap<DeploymentId, Integer> shown = leftovers(12);
        RemovalPolicy.Found same = new RemovalPolicy.Found(12, shown, 0);
        assertThat(POLICY.decide(same, Set.of(), shown).going()).isEqualTo(shown.keySet());

        SortedMap<DeploymentId, Integer> later = leftovers(12);
        for (int more = 100; more < 200; more++) {
            later.put(id(more), 4);
        }
        later.put(id(12), 5);
        RemovalDecision decision =
                POLICY.decide(new RemovalPolicy.Found(500, later, 0), Set.of(), shown);

        assertThat(decision.going()).containsExactlyInAnyOrder(id(3), id(6), id(9));
        assertThat(decision.held()).hasSize(101).containsEntry(id(12), 5);
    }

    /// A database that went back gives out, one by one, the versions that the plane has already.
    @Test
    void whatANewerDatabaseHasMadeCountsBeforeItsVersionIsReached() {
        for (int reached = 1; reached <= 10; reached++) {
            RemovalPolicy.Found found =
                    new RemovalPolicy.Found(30, leftovers(3 * reached), 30 - 3 * reached);

            assertThat(POLICY.decide(found, Set.of(), Map.of()).going()).isEmpty();
        }
    }

    @Test
    void aHundredPercentHoldsNothing() {
        SortedMap<DeploymentId, Integer> leftovers = leftovers(90);

        assertThat(
                        new RemovalPolicy(100, 0)
                                .decide(
                                        new RemovalPolicy.Found(90, leftovers, 0),
                                        Set.of(),
                                        Map.of())
                                .held())
                .isEmpty();
        assertThat(
                        new RemovalPolicy(0, 0)
                                .decide(
                                        new RemovalPolicy.Found(90, leftovers(1), 0),
                                        Set.of(),
                                        Map.of())
                                .held())
                .hasSize(1);
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> new RemovalPolicy(101, 0)).hasMessageContaining("0 to 100");
        assertThatThrownBy(() -> new RemovalPolicy(0, -1)).hasMessageContaining("-1");
    }
}
