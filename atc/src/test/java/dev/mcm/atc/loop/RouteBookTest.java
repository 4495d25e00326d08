package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.shared.id.DeploymentId;
import dev.mcm.shared.id.Epoch;
import dev.mcm.shared.plane.PlaneNames;
import dev.mcm.shared.plane.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RouteBookTest {
    private static final Epoch ONE = new Epoch(1);
    private static final Epoch TWO = new Epoch(2);
    private static final DeploymentId ID = new DeploymentId("d-0123456789");
    private static final Map<DeploymentId, Route> ROUTES =
            Map.of(ID, new Route(1, 1, 60, 30, List.of()));

    private Optional<Epoch> reign = Optional.of(ONE);
    private final AtomicInteger changes = new AtomicInteger();
    private final RouteBook book = new RouteBook(() -> reign);

    RouteBookTest() {
        book.onChange(changes::incrementAndGet);
    }

    @Test
    void routesAreInForceOnlyInTheReignInWhichTheyWereRead() {
        assertThat(book.inForce()).isEmpty();
        book.replace(ONE, ROUTES);
        RouteBook.Edition edition = book.inForce().orElseThrow();
        assertThat(edition.shards().get(PlaneNames.routeShard(ID))).isEqualTo(ROUTES);

        reign = Optional.empty();
        assertThat(book.inForce()).isEmpty();
        assertThat(book.isInForce(edition)).isFalse();
        reign = Optional.of(TWO);
        assertThat(book.inForce()).isEmpty();
        assertThat(book.isOf(TWO)).isFalse();
    }

    @Test
    void aChangeCountsOnlyAfterAllRoutesWereReadInTheSameReign() {
        book.update(ONE, Set.of(ID), ROUTES);
        assertThat(book.inForce()).isEmpty();

        book.replace(ONE, Map.of());
        reign = Optional.of(TWO);
        book.update(TWO, Set.of(ID), ROUTES);
        assertThat(book.inForce()).isEmpty();

        book.replace(TWO, Map.of());
        book.update(TWO, Set.of(ID), ROUTES);
        assertThat(book.inForce().orElseThrow().shards().get(PlaneNames.routeShard(ID)))
                .isEqualTo(ROUTES);
    }

    @Test
    void theSameRoutesInANewReignAreAChange() {
        book.replace(ONE, ROUTES);
        book.replace(ONE, ROUTES);
        assertThat(changes).hasValue(1);

        reign = Optional.of(TWO);
        book.replace(TWO, ROUTES);
        assertThat(changes).hasValue(2);
    }

    @Test
    void routesReadInAReignThatHasEndedAreNotInForceAfterTheBookWasCleared() {
        book.replace(ONE, ROUTES);
        reign = Optional.of(TWO);
        book.clear();

        book.replace(ONE, ROUTES);

        assertThat(book.inForce()).isEmpty();
        assertThat(book.isOf(TWO)).isFalse();
    }
}
