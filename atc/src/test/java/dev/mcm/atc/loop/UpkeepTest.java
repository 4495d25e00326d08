package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.port.UpkeepStore;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class UpkeepTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final ManualTime time = new ManualTime(START);
    private final List<String> calls = new ArrayList<>();
    private boolean down;
    private final Upkeep upkeep = new Upkeep(new RecordingStore(), time);

    private final class RecordingStore implements UpkeepStore {
        @Override
        public int rememberAll(Instant now) {
            return call("all");
        }

        @Override
        public int remember(Collection<DeploymentId> deployments, Instant now) {
            return call("some " + new TreeSet<>(deployments));
        }

        @Override
        public int rememberVersions() {
            return call("versions");
        }

        @Override
        public List<DeploymentId> reap() {
            call("reap");
            return List.of();
        }

        @Override
        public int purgeAnswers(Instant before) {
            return call("purge " + Duration.between(before, time.instant()).toHours());
        }

        private int call(String what) {
            if (down) {
                throw new IllegalStateException("no database");
            }
            calls.add(what);
            return 0;
        }
    }

    private List<String> tick() {
        calls.clear();
        upkeep.tick();
        return List.copyOf(calls);
    }

    @Test
    void everythingIsLookedAtFirstAndEveryMinuteAndWhatHasChangedBetween() {
        assertThat(tick()).containsExactly("all", "reap", "purge 24", "versions");

        upkeep.dirty().add(id(1));
        time.advance(Duration.ofSeconds(59));
        assertThat(tick()).containsExactly("some [" + id(1) + "]", "reap");

        time.advance(Duration.ofSeconds(1));
        assertThat(tick()).containsExactly("all", "reap", "purge 24", "versions");
    }

    @Test
    void whatCouldNotBeRememberedIsTriedAgain() {
        tick();
        upkeep.dirty().add(id(1));
        down = true;
        assertThatThrownBy(this::tick).hasMessage("no database");
        down = false;

        assertThat(tick()).containsExactly("some [" + id(1) + "]", "reap");
    }

    @Test
    void aMinuteThatFailedIsMadeUpForAtOnce() {
        down = true;
        assertThatThrownBy(this::tick).hasMessage("no database");
        down = false;

        assertThat(tick()).contains("all", "purge 24", "versions");
    }
}
