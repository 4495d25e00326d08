package dev.mcm.atc.core.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.shared.error.ErrorCode;
import dev.mcm.shared.error.McmException;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import org.junit.jupiter.api.Test;

final class ChangeLogTest {
    private static final DeploymentId A = new DeploymentId("d-aaaaaaaaaa");
    private static final DeploymentId B = new DeploymentId("d-bbbbbbbbbb");

    private static final Owner ACME =
            new Owner(new OrganizationId("acme"), new ModelId("m-aaaaaaaaaa"));

    private final ChangeLog log = new ChangeLog("one", 3);

    @Test
    void aTokenGivesWhatHasChangedSince() {
        log.add(A, 1);
        String token = log.token();
        assertThat(log.since(token)).isEmpty();

        log.add(B, 1);
        log.add(B, 1);

        assertThat(log.since(token)).containsExactly(B);
    }

    @Test
    void aTokenGivenBeforeTheFirstChangeHoldsUntilTheEpochChanges() {
        String token = log.token();
        log.add(A, 1);
        assertThat(log.since(token)).containsExactly(A);

        log.add(A, 2);

        assertExpired(log, token);
    }

    @Test
    void aTokenOlderThanTheLogIsRefused() {
        log.add(A, 1);
        String token = log.token();
        for (int i = 0; i < 3; i++) {
            log.add(B, 1);
        }
        assertThat(log.since(token)).containsExactly(B);

        log.add(B, 1);

        assertExpired(log, token);
    }

    @Test
    void tokensOfAnotherEpochOrProcessOrOfNobodyAreRefused() {
        log.add(A, 1);
        String token = log.token();
        ChangeLog other = new ChangeLog("two", 3);
        other.add(A, 1);
        assertExpired(other, token);
        assertExpired(log, "garbage");
        assertExpired(log, "");

        assertThat(log.add(A, 2)).as("changes may have been skipped").isTrue();

        assertExpired(log, token);
    }

    @Test
    void aChangeOfEverythingVoidsOlderTokens() {
        log.add(A, 1);
        String token = log.token();

        log.reset();

        assertExpired(log, token);
        assertThat(log.since(log.token())).isEmpty();
    }

    @Test
    void anOwnerIsKnownForAsLongAsATokenMayBeOlderThanTheDeletion() {
        log.learn(A, ACME);
        String token = log.token();
        log.add(A, 1);
        log.gone(A);
        log.add(B, 1);
        log.add(B, 1);
        assertThat(log.since(token)).contains(A);
        assertThat(log.owner(A)).contains(ACME);

        for (int i = 0; i < 3; i++) {
            DeploymentId next = new DeploymentId("d-000000000" + i);
            log.learn(next, ACME);
            log.add(next, 1);
            log.gone(next);
        }

        assertExpired(log, token);
        assertThat(log.owner(A)).isEmpty();
        assertThat(log.owner(new DeploymentId("d-0000000002"))).contains(ACME);
    }

    @Test
    void ownersFromBeforeChangesWereSkippedAreForgotten() {
        log.add(A, 1);
        log.learn(A, ACME);
        log.reset();
        assertThat(log.owner(A)).contains(ACME);

        log.add(B, 2);

        assertThat(log.owner(A)).isEmpty();
    }

    private static void assertExpired(ChangeLog log, String token) {
        assertThatThrownBy(() -> log.since(token))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.WATCH_TOKEN_EXPIRED));
    }
}
