package dev.mcm.atc.loop;

import static dev.mcm.atc.loop.LoopWorld.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mcm.atc.core.routing.RoutedDeployment;
import dev.mcm.atc.core.routing.RoutedPlane;
import dev.mcm.atc.port.RouteSource;
import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.time.ManualTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RouteMakerTest {
    private static final Duration RESYNC = Duration.ofMinutes(1);
    private static final Epoch ONE = new Epoch(1);
    private static final Epoch TWO = new Epoch(2);

    private final ManualTime time = new ManualTime(Instant.EPOCH);
    private final FakeDatabase database = new FakeDatabase();
    private final List<String> reads = new ArrayList<>();
    private boolean down;
    private Epoch reign = ONE;
    private final RouteBook book = new RouteBook(() -> Optional.of(reign));
    private final RouteMaker maker =
            new RouteMaker(new Source(), book, time, RESYNC, Duration.ofSeconds(60));

    private final class Source implements RouteSource {
        @Override
        public Map<PlaneId, RoutedPlane> planes() {
            return database.planes();
        }

        @Override
        public List<RoutedDeployment> all() {
            read("all");
            return database.all();
        }

        @Override
        public List<RoutedDeployment> some(Collection<DeploymentId> deployments) {
            read("some");
            return database.some(deployments);
        }

        private void read(String what) {
            if (down) {
                throw new IllegalStateException("no database");
            }
            reads.add(what);
        }
    }

    @BeforeEach
    void onePlane() {
        database.plane("p1");
    }

    private boolean isRouted(DeploymentId id) {
        return book.inForce()
                .filter(edition -> edition.shards().get(PlaneNames.routeShard(id)).containsKey(id))
                .isPresent();
    }

    @Test
    void everythingIsReadOncePerReignThenWhatHasChanged() {
        database.place(id(1), "p1", 1);
        maker.tick(ONE);
        assertThat(isRouted(id(1))).isTrue();

        database.place(id(2), "p1", 1);
        maker.tick(ONE);
        assertThat(isRouted(id(2))).isFalse();
        maker.dirty().add(id(2));
        maker.tick(ONE);

        assertThat(isRouted(id(2))).isTrue();
        assertThat(reads).containsExactly("all", "some");
        reign = TWO;
        maker.tick(TWO);
        assertThat(reads).containsExactly("all", "some", "all");
    }

    @Test
    void aDeploymentThatIsGoneLosesItsRoute() {
        database.place(id(1), "p1", 1);
        maker.tick(ONE);
        database.remove(id(1));
        maker.dirty().add(id(1));

        maker.tick(ONE);

        assertThat(isRouted(id(1))).isFalse();
    }

    @Test
    void whatNobodyToldIsFoundByTheNextResync() {
        maker.tick(ONE);
        database.place(id(1), "p1", 1);
        time.advance(RESYNC);

        maker.tick(ONE);

        assertThat(isRouted(id(1))).isTrue();
    }

    @Test
    void whatCouldNotBeReadIsReadNextTime() {
        maker.tick(ONE);
        database.place(id(1), "p1", 1);
        maker.dirty().add(id(1));
        down = true;
        assertThatThrownBy(() -> maker.tick(ONE)).hasMessage("no database");
        down = false;

        maker.tick(ONE);

        assertThat(isRouted(id(1))).isTrue();
    }
}
