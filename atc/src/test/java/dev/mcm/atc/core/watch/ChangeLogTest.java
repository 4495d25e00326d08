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
        log.add(A);
        String token = log.token();
        assertThat(log.since(token)).isEmpty();

        log.add(B);
        log.add(B);

        assertThat(log.since(token)).containsExactly(B);
    }

    @Test
    void aTokenGivenBeforeTheFirstChangeHoldsUntilChangesMayHaveBeenMissed() {
        String token = log.token();
        log.add(A);
        assertThat(log.since(token)).containsExactly(A);

        log.skipped();

        assertExpired(log, token);
    }

    @Test
    void aTokenOlderThanTheLogIsRefused() {
        log.add(A);
        String token = log.token();
        for (int i = 0; i < 3; i++) {
            log.add(B);
        }
        assertThat(log.since(token)).containsExactly(B);

        log.add(B);

        assertExpired(log, token);
    }

    @Test
    void tokensFromBeforeAGapOrOfAnotherProcessOrOfNobodyAreRefused() {
        log.add(A);
        String token = log.token();
        ChangeLog other = new ChangeLog("two", 3);
        other.add(A);
        assertExpired(other, token);
        assertExpired(log, "garbage");
        assertExpired(log, "");

        log.skipped();

        assertExpired(log, token);
    }

    @Test
    void aChangeOfEverythingVoidsOlderTokens() {
        log.add(A);
        String token = log.token();

        log.reset();

        assertExpired(log, token);
        assertThat(log.since(log.token())).isEmpty();
    }

    @Test
    void anOwnerIsKnownForAsLongAsATokenMayBeOlderThanTheDeletion() {
        log.learn(A, ACME);
        String token = log.token();
        log.add(A);
        log.gone(A);
        log.add(B);
        log.add(B);
        assertThat(log.since(token)).contains(A);
        assertThat(log.owner(A)).contains(ACME);

        for (int i = 0; i < 3; i++) {
            DeploymentId next = new DeploymentId("d-000000000" + i);
            log.learn(next, ACME);
            log.add(next);
            log.gone(next);
        }

        assertExpired(log, token);
        assertThat(log.owner(A)).isEmpty();
        assertThat(log.owner(new DeploymentId("d-0000000002"))).contains(ACME);
    }

    @Test
    void ownersFromBeforeChangesWereSkippedAreForgotten() {
        log.add(A);
        log.learn(A, ACME);
        log.reset();
        assertThat(log.owner(A)).contains(ACME);

        log.skipped();

        assertThat(log.owner(A)).isEmpty();
    }

    private static void assertExpired(ChangeLog log, String token) {
        assertThatThrownBy(() -> log.since(token))
                .isInstanceOfSatisfying(
                        McmException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.WATCH_TOKEN_EXPIRED));
    }
}
