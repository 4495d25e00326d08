package dev.mcm.atc.core.plane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.plane.IdentityState;
import dev.mcm.state.plane.PlaneIdentity;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class IdentityPolicyTest {
    private static final PlaneId A = new PlaneId("plane-a");
    private static final PlaneId B = new PlaneId("plane-b");
    private static final Instant THEN = Instant.parse("2026-11-30T00:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(60);
    private static final PlaneIdentity NEW = known(IdentityState.UNKNOWN, "", "");
    private static final PlaneIdentity KNOWN = known(IdentityState.KNOWN, "uid-a", "");

    @Test
    void theFirstClusterFoundIsThePlane() {
        assertThat(judge(NEW, "uid-a", null))
                .isEqualTo(new PlaneIdentity(A, IdentityState.KNOWN, "uid-a", "", NOW));
    }

    @Test
    void theSameClusterAgainChangesNothing() {
        assertThat(judge(KNOWN, "uid-a", A)).isSameAs(KNOWN);
    }

    @Test
    void aClusterThatIsAnotherPlaneIsTakenAndNeverRemembered() {
        PlaneIdentity taken = judge(NEW, "uid-b", B);

        assertThat(taken.state()).isEqualTo(IdentityState.TAKEN);
        assertThat(taken.clusterId()).isEmpty();
        assertThat(taken.message()).contains("uid-b", "plane-b");
        assertThat(judge(taken, "uid-b", B)).isSameAs(taken);
        assertThat(judge(taken, "uid-b", null).state()).isEqualTo(IdentityState.KNOWN);
    }

    @Test
    void anotherClusterAtTheAddressIsNamedBesideTheOneRegisteredAndDoesNotReplaceIt() {
        PlaneIdentity changed = judge(KNOWN, "uid-x", null);

        assertThat(changed.state()).isEqualTo(IdentityState.CHANGED);
        assertThat(changed.clusterId()).isEqualTo("uid-a");
        assertThat(changed.message()).contains("uid-a", "uid-x");
        assertThat(judge(KNOWN, "uid-b", B).message()).contains("uid-a", "uid-b", "plane-b");
    }

    @Test
    void theRegisteredClusterBackAtItsAddressIsThePlaneAgain() {
        PlaneIdentity changed = judge(KNOWN, "uid-x", null);

        assertThat(judge(changed, "uid-a", A).state()).isEqualTo(IdentityState.KNOWN);
    }

    @Test
    void aClusterThatMayNotBeReadIsServedAndKeepsWhatWasKnown() {
        PlaneIdentity unreadable = unreadable(NEW);

        assertThat(unreadable.state()).isEqualTo(IdentityState.UNREADABLE);
        assertThat(unreadable.state().isServed()).isTrue();
        assertThat(unreadable.message()).contains("no rights");
        assertThat(unreadable(KNOWN).clusterId()).isEqualTo("uid-a");
        assertThat(judge(unreadable(KNOWN), "uid-x", null).state())
                .isEqualTo(IdentityState.CHANGED);
        assertThat(judge(unreadable, "uid-a", null).state()).isEqualTo(IdentityState.KNOWN);
    }

    @Test
    void aStrangerStaysOneWhenItMayNoLongerBeRead() {
        PlaneIdentity changed = judge(KNOWN, "uid-x", null);
        PlaneIdentity taken = judge(NEW, "uid-b", B);

        assertThat(unreadable(changed)).isSameAs(changed);
        assertThat(unreadable(taken)).isSameAs(taken);
    }

    @Test
    void aMovedPlaneIsUnknownUntilItsClusterAnswersAndIsStillTheSameCluster() {
        PlaneIdentity moved = IdentityPolicy.moved(KNOWN, NOW);

        assertThat(moved).isEqualTo(new PlaneIdentity(A, IdentityState.UNKNOWN, "uid-a", "", NOW));
        assertThat(judge(moved, "uid-x", null).state()).isEqualTo(IdentityState.CHANGED);
        assertThat(judge(moved, "uid-a", A).state()).isEqualTo(IdentityState.KNOWN);
    }

    private static PlaneIdentity judge(
            PlaneIdentity before, String found, @Nullable PlaneId owner) {
        return IdentityPolicy.judge(
                before, new FoundCluster.Named(found), _ -> Optional.ofNullable(owner), NOW);
    }

    private static PlaneIdentity unreadable(PlaneIdentity before) {
        return IdentityPolicy.judge(
                before, new FoundCluster.Unreadable("no rights"), _ -> Optional.empty(), NOW);
    }

    private static PlaneIdentity known(IdentityState state, String cluster, String message) {
        return new PlaneIdentity(A, state, cluster, message, THEN);
    }
}
